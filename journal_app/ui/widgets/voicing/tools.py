"""What one can do with a recording besides playing it, in rows that open below it."""

from collections.abc import Callable

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from journal_app.domain.spot import Stretch
from journal_app.domain.voice import clock_face
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.voicing.listener import Listener
from journal_app.ui.widgets.voicing.passage import Passage
from journal_app.ui.widgets.voicing.places import Places
from journal_app.ui.widgets.voicing.trimming import Trimming
from journal_app.ui.widgets.voicing.waveform import Waveform
from journal_app.ui.widgets.writing.flow import Flow


class Tools(QWidget):
    """Tools for what ``listener`` hears and ``waveform`` shows."""

    def __init__(self, listener: Listener, waveform: Waveform, theme: Theme) -> None:
        super().__init__()
        self._listener = listener
        self._waveform = waveform
        self._theme = theme
        self._pace = plain.button("", self._faster, "quiet")
        self._pace.setToolTip(self.tr("Slower and faster ({keys})").format(keys="<  >"))
        self._skip = self._check(self.tr("Skip silence"), self._skip_silence)
        self._loop = self._check("", self.loop)
        self._loop.setToolTip(self.tr("Hear some seconds again and again (L)"))
        mark = plain.button(self.tr("Mark this place"), self.mark, "quiet")
        mark.setToolTip(self.tr("Come back to this place later (M)"))
        self._trim = self._check(self.tr("Trim"), self._show_trimming)
        self._passage = Passage(listener)
        self.places = Places(listener, theme)
        self._trimming = Trimming(listener, theme)
        self._flow = Flow()
        for button in (self._pace, self._skip, self._loop, mark, self._trim):
            self._flow.addWidget(button)
        column = plain.column(self, gap=8)
        column.addLayout(self._flow)
        for below in (self._passage, self._trimming, self.places):
            column.addWidget(below)
        self._trimming.hide()
        self._passage.chosen.connect(self._go_round)
        self._passage.left.connect(self._look)
        waveform.trimmed.connect(self._trimming.cut)
        listener.changed.connect(self._look)
        theme.changed.connect(self._space)
        self._space()
        self._look()

    def mark(self) -> None:
        """Mark the place where the listener is."""
        self.places.mark()

    def loop(self) -> None:
        """Mark where the seconds begin that are heard again and again, then the end; then stop."""
        if self._listener.loop is not None:
            self._listener.go_round(None)
        else:
            if not self._passage.begun:
                self._passage.press()
            self._passage.press()
        self._look()

    @property
    def busy(self) -> bool:
        """Whether seconds are being chosen, or the edges moved."""
        return self._passage.begun or self._trim.isChecked()

    def step_back(self) -> None:
        """Leave what is being done, which changes nothing that was kept."""
        if self._passage.begun:
            self._passage.leave()
        else:
            self._trim.setChecked(False)
            self._show_trimming()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._passage.rest()
        self._trim.setChecked(False)
        self._show_trimming()
        super().hideEvent(event)

    def _go_round(self, stretch: Stretch) -> None:
        self._passage.rest()
        self._listener.go_round(stretch)

    def _faster(self) -> None:
        self._listener.pace(1, around=True)

    def _skip_silence(self) -> None:
        self._listener.skip_silence(on=self._skip.isChecked())

    def _show_trimming(self) -> None:
        on = self._trim.isChecked()
        self._trimming.setVisible(on)
        self._listener.hear_whole(on=on)
        self._waveform.show_edges(on=on)

    def _look(self) -> None:
        """Show how it stands."""
        speed = f"{self._listener.speed:g}"
        self._pace.setText(self.tr("Pace {n} ×").format(n=speed))
        self._pace.setAccessibleName(self.tr("Pace: {n} times").format(n=speed))
        self._skip.setChecked(self._listener.skips_silence)
        loop = self._listener.loop
        if loop is not None:
            span = f"{clock_face(loop.start)} – {clock_face(loop.stop)}"
            self._loop.setText(self.tr("Loops {span}").format(span=span))
        elif self._passage.begun:
            self._loop.setText(self.tr("Loop to here"))
        else:
            self._loop.setText(self.tr("Loop from here"))
        self._loop.setChecked(loop is not None)

    def _check(self, name: str, press: Callable[[], object]) -> QPushButton:
        button = plain.button(name, press, "quiet")
        button.setCheckable(True)
        return button

    def _space(self) -> None:
        self._flow.setSpacing(gap(self._theme))
