"""Your people, and whose numbers Support shows: what there is to set up, on a clearer day."""

from typing_extensions import override

from journal_app.domain.people import Person
from journal_app.domain.settings import Preferences
from journal_app.services.people import People
from journal_app.ui import copytext
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.supporting.countrychoice import CountryChoice, OwnNumber
from journal_app.ui.widgets.supporting.ownpeople import OwnPeople


class PeoplePage(StepPage):
    """Keeps what is typed as it is typed."""

    def __init__(self, people: People, tools: Tools, preferences: Preferences) -> None:
        super().__init__(tools, copytext.section("safety_page")["title"])
        self._people = people
        self._tools = tools
        self._preferences = preferences
        self._own = OwnPeople(tools.theme, tools.icons)
        self._number = OwnNumber(preferences.emergency)

    @override
    def begin(self) -> None:
        self.hear(self._people.read(), self._show, self.say)

    @override
    def show_preferences(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._number.setVisible(self._tools.where.country is None)

    @override
    def forget(self) -> None:
        self._own.flush()
        super().forget()

    def _show(self, people: tuple[Person, ...]) -> None:
        texts = copytext.section("safety_page")
        choice = CountryChoice(self._preferences)
        choice.country_chosen.connect(self._live_in)
        self._number = OwnNumber(self._preferences.emergency)
        self._number.chosen.connect(self._call)
        self._own = OwnPeople(self._tools.theme, self._tools.icons)
        self._own.changed.connect(self._keep)
        self._own.when_locked.connect(self._show_when_locked)
        country = plain.label(self.tr("Country"), "heading")
        about = self.tr("Support shows the numbers of this country, and opens with F1 anywhere.")
        wide = plain.label(about, "quiet", wrap=True)
        self.show_step(texts["title"], (self._own, country, choice, self._number, wide))
        when_locked = self._preferences.people_when_locked
        self._own.show_people(people, mine=True, when_locked=when_locked)
        self._own.edit(done=False)
        self._shown = people
        self.show_preferences(self._preferences)

    def _keep(self, people: tuple[Person, ...]) -> None:
        self._shown = people
        self._people.keep(people).then(lambda _changed: None, self._refuse)
        if self._preferences.people_when_locked:
            self._show_when_locked(on=True)

    def _refuse(self, error: object) -> None:
        if self._here:
            self.say(str(error))

    def _show_when_locked(self, on: bool) -> None:  # noqa: FBT001 - a signal's state
        self.preferences_chosen.emit(self._preferences.showing(self._shown, when_locked=on))

    def _live_in(self, country: str) -> None:
        self.preferences_chosen.emit(self._preferences.living_in(country))

    def _call(self, number: str) -> None:
        self.preferences_chosen.emit(self._preferences.calling(number))
