"""When a session began and ended, and when somebody was back to themselves."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from journal_app.domain import sessionlog
from journal_app.domain.sessionlog import TIMES, About, SessionLog, Spoken
from journal_app.media import session
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.logbook.field import GAP, Asked, Field
from journal_app.ui.widgets.writing.flow import Flow

WIDE = 200


class TimesField(Field):
    """Three lines for times in plain words, said back as they were understood.

    What it says was changed is a time for each of ``TIMES``; what can't be read stays as it was.
    """

    def __init__(self, asked: Asked, tools: Tools) -> None:
        super().__init__(asked, tools)
        self._kept: dict[str, Spoken | None] = dict.fromkeys(TIMES)
        self._flow = Flow()
        self._flow.setSpacing(plain.GAP)
        self.lines = {
            name: self._add(title)
            for name, title in zip(
                TIMES,
                (self.tr("From"), self.tr("Until"), self.tr("Back to myself at")),
                strict=True,
            )
        }
        self._echo = plain.label("", "quiet", wrap=True)
        self._echo.setIndent(0)
        self.column.addLayout(self._flow)
        self.column.addWidget(self._echo)
        self.setFocusProxy(self.lines["begins"])
        tools.theme.changed.connect(self._fit)
        self._fit()

    @override
    def show_log(self, log: SessionLog) -> None:
        self._kept = sessionlog.times(log)
        for name, line in self.lines.items():
            read = self._read(line)
            if read is not None and read != (self._kept[name],):
                line.setText(session.time_of(getattr(log, name)))
        unread = any(not self._read(line) for line in self.lines.values())
        hint = self.tr("A time such as “14:00” or “about 2 pm”. None is needed.")
        nothing = unread or not any(self._kept.values())
        self._echo.setText(hint if nothing else self._said(log))
        for line in self.lines.values():
            line.setAccessibleDescription(self._echo.text())

    def _said(self, log: SessionLog) -> str:
        """Say back what was understood, with the day where that isn’t plain."""
        begins, ends = log.begins, log.ends
        both = begins is not None and ends is not None
        form = self.tr("From {begins} to {ends}.") if both else "{begins}{ends}"
        said = form.format(begins=self._with_day(log, begins), ends=self._with_day(log, ends))
        if log.back is None:
            return said if both else f"{said[:1].upper()}{said[1:]}."
        back = self.tr("Back to myself at {time}.").format(time=self._with_day(log, log.back))
        return f"{said} {back}" if both else back

    def _with_day(self, log: SessionLog, one: About | None) -> str:
        if one is None:
            return ""
        time = session.time_of(one)
        if one.moment.day == log.day:
            return time
        return self.tr("{time} on {day}").format(time=time, day=f"{one.moment.day:%A}")

    def _type(self, _text: str) -> None:
        read = {name: self._read(line) for name, line in self.lines.items()}
        said = {name: one[0] if one else self._kept[name] for name, one in read.items()}
        self.typed.emit(self.asked.name, said)

    def _read(self, line: QLineEdit) -> tuple[Spoken | None] | None:
        """Return what stands in a line, which may be nothing; None if it can't be read."""
        if not line.text().strip():
            return (None,)
        said = sessionlog.read_time(line.text())
        return None if said is None else (said,)

    def _add(self, title: str) -> QLineEdit:
        line = plain.line("")
        line.setAccessibleName(title)
        line.textEdited.connect(self._type)
        box = QWidget()
        column = plain.column(box, gap=GAP // 2)
        label = plain.label(title, "asks")
        label.setIndent(0)
        column.addWidget(label)
        column.addWidget(line)
        self._flow.addWidget(box)
        return line

    def _fit(self) -> None:
        for line in self.lines.values():
            line.setFixedWidth(self.tools.theme.px(WIDE))
