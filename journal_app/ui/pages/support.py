"""Support: who to call, and a few steady things. Offline, on every screen one press away."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from journal_app import resources
from journal_app.domain import crisis
from journal_app.ui import copytext
from journal_app.ui.icons import Icons
from journal_app.ui.theme import Theme
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.header import Header
from journal_app.ui.widgets.scroller import Scroller


class SupportPage(QWidget):
    """Shows the numbers of a country; ``country_chosen`` carries its two letters."""

    country_chosen = Signal(str)

    def __init__(self, country: str, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._texts = copytext.section("safety_page")
        self._data = resources.text("crisis_resources")
        self._countries = crisis.countries(self._data)
        self.header = Header(self._texts["back"], theme, icons)
        self._choice = self._make_choice(country)
        self._scroll = Scroller(QWidget())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self._texts["title"])
        layout = plain.column(self, margin=24, gap=12)
        layout.addWidget(self.header)
        inside = QWidget()
        column = plain.column(inside, gap=12)
        title = plain.row(plain.label(self._texts["title"], "title"), None, self._choice)
        column.addLayout(title)
        column.addWidget(self._scroll, 1)
        layout.addLayout(plain.middle(inside), 1)
        self._show()
        self._choice.activated.connect(self._choose)

    def focus_first(self) -> None:
        """Put the keyboard on the page, so that arrows scroll it."""
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_choice(self, country: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(self.tr("Country"))
        choice.addItem(self.tr("Another country"), "")
        for code, found in self._countries.items():
            choice.addItem(found.name, code)
        local = QLocale.territoryToCode(QLocale.system().territory())
        choice.setCurrentIndex(max(0, choice.findData(country or local)))
        return choice

    def _choose(self) -> None:
        self._show()
        self.country_chosen.emit(self._choice.currentData())

    def _show(self) -> None:
        here = self._countries.get(self._choice.currentData())
        number = here.emergency if here else self.tr("your local emergency number")
        page = QWidget()
        column = plain.column(page, gap=10)
        column.addWidget(plain.label(self._texts["lead"], "lead", wrap=True))
        said = self._texts["emergency"].format(emergency_number=number)
        column.addWidget(plain.label(said, "heading", wrap=True))
        for line in here.lines if here else ():
            column.addWidget(self._line(line))
        note = self._texts["lines_note"].format(as_of=self._data["as_of"], emergency_number=number)
        column.addWidget(plain.label(note, "quiet", wrap=True))
        self._add_list(column, "say")
        self._add_list(column, "steady")
        column.addWidget(plain.label(self._texts["medical_title"], "heading"))
        medical = self._texts["medical"].format(emergency_number=number)
        column.addWidget(plain.label(medical, wrap=True))
        column.addWidget(plain.label(self._texts["honest"], "quiet", wrap=True))
        column.addStretch(1)
        self._scroll.show_inside(page)

    def _add_list(self, column: QVBoxLayout, name: str) -> None:
        column.addWidget(plain.label(self._texts[f"{name}_title"], "heading"))
        for sentence in self._texts[name]:
            column.addWidget(plain.label(sentence, wrap=True))

    def _line(self, line: crisis.Line) -> QFrame:
        card = plain.card()
        inner = plain.column(card, margin=14, gap=2)
        inner.addWidget(plain.label(line.name, "lead", wrap=True))
        reach = plain.label(line.reach, wrap=True)
        reach.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inner.addWidget(reach)
        if line.hours:
            inner.addWidget(plain.label(line.hours, "quiet"))
        return card
