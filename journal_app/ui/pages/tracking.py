"""Check-in and forms: what is noted regularly, all of it by choice, and off again at any time."""

from dataclasses import replace

from typing_extensions import override

from journal_app.domain.changes import Changed
from journal_app.domain.forms import ALL
from journal_app.services.forms import Chosen, Forms
from journal_app.ui import copytext
from journal_app.ui.sidepage import StepPage
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.choices import Switch


class TrackingPage(StepPage):
    """Has a switch for each. Forms are off until somebody turns them on."""

    def __init__(self, forms: Forms, tools: Tools) -> None:
        super().__init__(tools, self.tr("Check-in and forms"))
        self._forms = forms
        self._tools = tools
        self._chosen = Chosen()
        self._switches: dict[str, Switch] = {}

    @override
    def begin(self) -> None:
        self.hear(self._forms.chosen(), self._show, self.say)

    def _show(self, chosen: Chosen) -> None:
        self._chosen = chosen
        cards = {card["id"]: card for card in copytext.section("guidance")}
        checkin, forms = cards["checkin"], cards["questionnaires"]
        self._switches = {name: self._switch(name, said) for name, said in self._said().items()}
        regular = [self._switches[name] for name in ("checkin", "overall")]
        things = (
            plain.label(checkin["title"], "heading", wrap=True),
            plain.label(checkin["body"], wrap=True),
            *regular,
            plain.label(forms["title"], "heading", wrap=True),
            plain.label(forms["body"], wrap=True),
            *(self._switches[name] for name in ALL),
        )
        self.show_step(self.tr("Check-in and forms"), things)
        self.first = self._switches["checkin"].button
        self._mark()
        self.focus_first()

    def _said(self) -> dict[str, str]:
        return {
            "checkin": self.tr("The one-minute check-in is on the home page"),
            "overall": self.tr("It also asks how things are compared with before a session"),
            "phq8": self.tr("PHQ-8, about mood"),
            "gad7": self.tr("GAD-7, about worry"),
            "phq9": self.tr(
                "PHQ-9, the version with a question about thoughts of death; nobody is alerted"
            ),
        }

    def _switch(self, name: str, sentence: str) -> Switch:
        switch = Switch(name, sentence, self._tools.theme, self._tools.icons)
        switch.turned.connect(self._turn)
        return switch

    def _turn(self, name: str, on: bool) -> None:  # noqa: FBT001 - a signal's state
        if name in ALL:
            others = [one for one in self._chosen.on if one != name]
            wanted = [one for one in ALL if one in others or (on and one == name)]
            self._chosen = replace(self._chosen, on=tuple(wanted))
        else:
            checkin = on if name == "checkin" else self._chosen.checkin
            overall = on if name == "overall" else self._chosen.overall
            self._chosen = replace(self._chosen, checkin=checkin, overall=overall)
        self.hear(self._forms.choose(self._chosen), self._kept, self.say)

    def _kept(self, _changed: Changed) -> None:
        self._mark()

    def _mark(self) -> None:
        for name, switch in self._switches.items():
            on = name in self._chosen.on if name in ALL else bool(getattr(self._chosen, name))
            switch.show_state(on=on)
