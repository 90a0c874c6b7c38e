"""What somebody works towards: goals with their steps. Nothing here has a day it is due."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from journal_app.domain import steps
from journal_app.domain.aims import Aim, Aims, Taken
from journal_app.domain.changes import Changed
from journal_app.domain.entry import EntryId, PartId
from journal_app.domain.errors import JournalError
from journal_app.domain.goals import GoalState
from journal_app.domain.insights import OpenLook
from journal_app.domain.spot import Spot
from journal_app.domain.steps import StepState, Turn
from journal_app.services.goals import Change, Goals
from journal_app.ui import copytext
from journal_app.ui.hearing import hear
from journal_app.ui.listing import Listing
from journal_app.ui.tools import Tools
from journal_app.ui.widgets import plain
from journal_app.ui.widgets.aiming.aimed import Aimed, Way
from journal_app.ui.widgets.aiming.forms import Forms
from journal_app.ui.widgets.aiming.typed import Typed
from journal_app.ui.widgets.toolrow import gap
from journal_app.ui.widgets.waycard import WayCard
from journal_app.ui.widgets.writing.flow import Flow

_NEW, _LOOSE = PartId("new"), PartId("+")  # where a new goal is typed, and a step without one


class GoalsPage(Listing):
    """Shows all goals, the open ones first, and what can be done with each."""

    def __init__(self, goals: Goals, tools: Tools) -> None:
        super().__init__(self.tr("What I’m working towards"), tools)
        self._goals = goals
        self._forms = Forms(goals, tools)
        self._aims = Aims()
        self._looks: tuple[OpenLook, ...] = ()
        self._typed: Typed | None = None
        self._typing: dict[PartId | None, Callable[[], Typed]] = {}  # below what it is typed
        self._ended = False  # whether those are shown, too
        self._at: PartId | None = None  # what was last used
        self._found: dict[PartId | None, QWidget] = {}

    @override
    def arrive(self, about: object) -> None:
        self.flush()
        if self._typed is not None and not self._typed.unkept:
            self._typed = None
        self._ask()

    @override
    def changed(self, changed: Changed) -> None:
        self._ask()

    @override
    def flush(self) -> None:
        if self._typed is not None:
            self._typed.flush()

    @override
    def forget(self) -> None:
        self._typed, self._aims, self._looks = None, Aims(), ()
        self._typing.clear()
        self._found.clear()
        super().forget()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.flush()

    def _ask(self) -> None:
        """Look again, unless somebody types: nothing is made anew under their hands."""
        if self._typed is None:
            hear(self, self._goals.looks(), self._show_looks, self.say)
            hear(self, self._goals.known(), self._show, self.say)

    def _show_looks(self, looks: tuple[OpenLook, ...]) -> None:
        self._looks = looks  # shown with the goals, which were asked for right after

    def _show(self, aims: Aims) -> None:
        if self._typed is None:
            self._aims = aims
            self._again()

    def _again(self) -> None:
        """Make everything anew; the keyboard goes to what was last used."""
        self._found = {}
        here = [aim for aim in self._aims.aims if aim.is_open]
        ended = [aim for aim in self._aims.aims if not aim.is_open]
        things: list[QWidget] = [*self._look_card(), *map(self._card, here)]
        things += self._below(_NEW)
        if self._aims.loose or _LOOSE in self._typing:
            things.append(self._loose_card())
        if self._typed is None:
            things.append(self._adds())
        if ended:
            things += self._ended_cards(ended)
        first = self._found.get(self._at) or next(iter(self._found.values()), None)
        self._typing.clear()  # what it belonged to may be gone
        self.show_things(self._note(), things, self._typed or first)

    def _note(self) -> str:
        if self._aims.is_empty:
            return self.tr("Nothing needs to stand here. What does is only yours.")
        return self.tr("Steps can be picked up and put down at any time. None is ever late.")

    def _look_card(self) -> list[QWidget]:
        if not self._looks:
            return []
        about = self.tr("Something you marked, as it was. Is it still so?")
        theme, icons = self.tools.theme, self.tools.icons
        card = WayCard(self.tr("Did it hold?"), about, "insight", theme, icons)
        card.clicked.connect(partial(self.place_asked.emit, "look", None))
        return [card]

    def _card(self, aim: Aim) -> QFrame:
        agreed = aim.goal.agreed
        stands = [
            self.tr("agreed with {who}").format(who=agreed) if agreed else "",
            self._goal_stands(aim.goal.state),
        ]
        said = aim.goal.text or self.tr("Without words yet")
        aimed = Aimed(said, " · ".join(filter(None, stands)), None, self._ways(aim), self.tools)
        aimed.said.setProperty("role", "question")
        frame = self._framed(aimed, aim.part, self._aims.steps_to(aim))
        if aim.is_open:
            self._add_foot(frame, aim.part, aim.goal.text)
        return frame

    def _adds(self) -> QWidget:
        """Return what begins a new goal, or the first step without one."""
        row, box = Flow(), QWidget()
        row.setSpacing(gap(self.tools.theme))
        box.setLayout(row)
        ways = {_NEW: (self.tr("Add something I’m working towards"), self._forms.new_goal)}
        if not self._aims.loose:
            ways[_LOOSE] = (self.tr("Add a step on its own"), partial(self._forms.new_step, None))
        for place, (name, make) in ways.items():
            self._found[place] = button = plain.button(name, partial(self._type, place, make))
            row.addWidget(button)
        return box

    def _loose_card(self) -> QFrame:
        said = self.tr("Steps on their own")
        head = plain.label(said, "question", wrap=True)
        frame = self._framed(head, None, self._aims.loose)
        self._add_foot(frame, None, said)
        return frame

    def _framed(self, head: QWidget, part: PartId | None, taken: tuple[Taken, ...]) -> QFrame:
        frame = plain.card()
        column = plain.column(frame, margin=18, gap=10)
        column.addWidget(head)
        if part is not None:
            self._found[part] = head
            for thing in self._below(part):
                column.addWidget(thing)
        for one in taken:
            step = self._step(one)
            self._found[one.part] = step
            column.addWidget(step)
            for thing in self._below(one.part):
                column.addWidget(thing)
        return frame

    def _add_foot(self, frame: QFrame, goal: PartId | None, said: str) -> None:
        column = frame.layout()
        assert column is not None  # noqa: S101 - just made
        place = _LOOSE if goal is None else PartId(f"+{goal}")  # where a new step is typed
        for thing in self._below(place):
            column.addWidget(thing)
        if self._typed is None:
            make = partial(self._forms.new_step, goal)
            add = plain.button(self.tr("Add a step"), partial(self._type, place, make), "quiet")
            add.setAccessibleDescription(said)
            self._found[place] = add
            column.addWidget(_left(add))

    def _step(self, taken: Taken) -> Aimed:
        step = taken.step
        stands = {StepState.DONE: self.tr("done"), StepState.LET_GO: self.tr("let go")}
        said = steps.said(step) or self.tr("Without words yet")
        turn = partial(self._turn, taken)
        again: Way = (self.tr("Take it up again"), partial(turn, Turn.TAKEN_UP))
        done: Way = (self.tr("Done"), partial(turn, Turn.DONE))
        change: Way = (
            self.tr("Change it"),
            partial(self._type, taken.part, partial(self._forms.change_step, taken)),
        )
        ways: tuple[Way, ...] = (again,)
        if taken.is_open:
            ways = (
                (self.tr("Keep it"), partial(turn, Turn.KEPT)),
                change,
                (self.tr("Let it go"), partial(turn, Turn.LET_GO)),
            )
        ways += self._common(taken.entry, taken.part)
        return Aimed(
            said, stands.get(step.state, ""), done if taken.is_open else None, ways, self.tools
        )

    def _ways(self, aim: Aim) -> tuple[Way, ...]:
        settle = partial(self._settle, aim)
        if not aim.is_open:
            again: Way = (self.tr("Take it up again"), partial(settle, GoalState.OPEN))
            return (again, *self._common(aim.entry, aim.part))
        return (
            (
                self.tr("Change it"),
                partial(self._type, aim.part, partial(self._forms.change_goal, aim)),
            ),
            (self.tr("Reached"), partial(settle, GoalState.REACHED)),
            (self.tr("Let it go"), partial(settle, GoalState.LET_GO)),
            *self._common(aim.entry, aim.part),
        )

    def _common(self, entry: EntryId, part: PartId) -> tuple[Way, ...]:
        see = partial(self.entry_asked.emit, Spot(entry, part))
        return (
            (self.tr("See its page"), see),
            (copytext.small("trash"), partial(self._put_away, entry, part)),
        )

    def _goal_stands(self, state: GoalState) -> str:
        said = {GoalState.REACHED: self.tr("reached"), GoalState.LET_GO: self.tr("let go")}
        return said.get(state, "")

    def _ended_cards(self, ended: list[Aim]) -> list[QWidget]:
        name = self.tr("Hide what is reached or let go")
        if not self._ended:
            name = self.tr("Show what is reached or let go")
        turn = plain.button(name, self._turn_ended, "quiet")
        self._found[PartId("ended")] = turn
        return [_left(turn), *(map(self._card, ended) if self._ended else ())]

    def _turn_ended(self) -> None:
        self._ended = not self._ended
        self._at = PartId("ended")
        if self._typed is not None:
            self._typed.finish()
        else:
            self._again()

    # What is typed

    def _below(self, place: PartId) -> list[QWidget]:
        make = self._typing.pop(place, None)
        if make is None:
            return []
        self._typed = make()
        self._typed.done.connect(self._typed_all)
        self._typed.refused.connect(self.say)
        return [self._typed]

    def _type(self, place: PartId, make: Callable[[], Typed]) -> None:
        """Ask for something below its place, as soon as what is typed elsewhere is kept."""
        self._at = place
        self._typing = {place: make}
        if self._typed is not None:
            self._typed.finish()
        else:
            self._again()
            self.focus_first()

    def _typed_all(self) -> None:
        self._typed = None
        self._ask()

    # What becomes of it

    def _turn(self, taken: Taken, turn: Turn) -> None:
        said = {
            Turn.DONE: self.tr("Done."),
            Turn.KEPT: self.tr("It stays as it is."),
            Turn.LET_GO: self.tr("Let go. It can be taken up again."),
            Turn.TAKEN_UP: self.tr("Taken up again."),
        }
        self._do(taken.part, self._goals.turn(taken.part, turn), said[turn])

    def _settle(self, aim: Aim, state: GoalState) -> None:
        said = {
            GoalState.OPEN: self.tr("Taken up again."),
            GoalState.REACHED: self.tr("Reached."),
            GoalState.LET_GO: self.tr("Let go. It can be taken up again."),
        }
        self._do(aim.part, self._goals.settle(aim.part, state), said[state])

    def _put_away(self, entry: EntryId, part: PartId) -> None:
        sentence = f"{self.tr('Moved to the bin.')} {copytext.small('trash_note')}"
        self._do(part, self._goals.put_away(entry, part), sentence)

    def _do(self, part: PartId, change: Change, sentence: str) -> None:
        self._at = part
        undo = (copytext.small("undo"), change.undo)

        def done(_changed: Changed) -> None:
            self.said.emit(sentence, (undo,))

        hear(self, change.reply, done, self._refused)
        if self._typed is not None:
            self._typed.finish()  # what is shown meanwhile stays as it is

    def _refused(self, error: JournalError) -> None:
        self.say(error)
        self._ask()


def _left(thing: QWidget) -> QWidget:
    """Return it as wide as it is, at the left."""
    box = QWidget()
    row = plain.row(thing, None)
    row.setContentsMargins(0, 0, 0, 0)
    box.setLayout(row)
    box.setFocusProxy(thing)
    return box
