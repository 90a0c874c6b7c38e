"""Sets of questions: those that are shipped, and those somebody wrote. A set is plain data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from journal_app.domain import noted

FOUR_QUESTIONS = "reflection"
BEFORE = "before"
LETTER = "letter"  # to the next session; it has no questions, and is sealed until then
LOOK_BACK = "look_back"

MOST_QUESTIONS = 60  # of an own set
LONGEST = 400  # characters of one text of an own set


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question.

    ``action`` says what an answer may also do (see ``ui.widgets.guiding``), ``buttons`` are answers
    that need no words, ``kind`` is "grounding" or "scale". One that is ``optional``, or a follow-up
    of another, isn't counted.
    """

    id: str
    text: str = field(repr=False)
    hint: str = field(default="", repr=False)
    action: str = ""
    buttons: tuple[str, ...] = ()
    kind: str = ""
    follow_up_of: str = ""
    optional: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is one of those a set is said to have."""
        return not self.optional and not self.follow_up_of


@dataclass(frozen=True, slots=True)
class Guide:
    """A set of questions, asked one at a time.

    ``foggy_ok`` says that it is for a day on which one isn't clear yet; ``support_card`` that
    Support is shown beside it, ``shareable`` that what is answered is set to share; ``own`` that
    somebody wrote it.
    """

    id: str
    title: str = field(repr=False)
    when: str = field(default="", repr=False)
    intro: str = field(default="", repr=False)
    prompts: tuple[Prompt, ...] = ()
    closing: str = field(default="", repr=False)
    foggy_ok: bool = False
    support_card: bool = False
    shareable: bool = False
    own: bool = False


def shipped(data: Mapping[str, Any]) -> tuple[Guide, ...]:
    """Return the sets of ``prompts.json``, the four questions first, looking back last."""
    made = [_shipped(one) for one in data["sets"]]
    made.sort(key=lambda guide: guide.id != FOUR_QUESTIONS)
    return (*made, _look_back(data["month_look_back"]))


def named(guides: Iterable[Guide], guide_id: str) -> Guide | None:
    """Return the set with this id, if there is one."""
    return next((guide for guide in guides if guide.id == guide_id), None)


def new_guide_id() -> str:
    """Return an id no other set has."""
    return f"own-{uuid4().hex}"


def own(
    guide_id: str,
    title: str,
    questions: Iterable[tuple[str, str]],
    intro: str = "",
    closing: str = "",
) -> Guide:
    """Return a set somebody wrote: each question with its hint; those without a text are left out.

    An answer keeps the wording it answers, so a question's id only has to be another for each.
    """
    kept = [(_tidy(text), _tidy(hint)) for text, hint in questions]
    prompts = tuple(
        Prompt(f"{guide_id}.{number}", text, hint)
        for number, (text, hint) in enumerate(filter(_asks, kept), 1)
    )
    return Guide(
        guide_id,
        _tidy(title),
        intro=_tidy(intro),
        prompts=prompts[:MOST_QUESTIONS],
        closing=_tidy(closing),
        own=True,
    )


def asking(guide: Guide, at: int, question: tuple[str, str]) -> Guide:
    """Return an own set that asks one question more, in this place or behind all others."""
    asked = [(prompt.text, prompt.hint) for prompt in guide.prompts]
    asked.insert(at, question)
    return own(guide.id, guide.title, asked, guide.intro, guide.closing)


def kept(guides: Iterable[Guide]) -> list[dict[str, Any]]:
    """Return what is kept of own sets."""
    return [
        {
            "id": guide.id,
            "title": guide.title,
            "intro": guide.intro,
            "closing": guide.closing,
            "questions": [[prompt.text, prompt.hint] for prompt in guide.prompts],
        }
        for guide in guides
    ]


def read(found: object) -> tuple[Guide, ...]:
    """Return own sets as they were kept; what can't be read is left out."""
    return tuple(_kept(found if isinstance(found, list) else []))


def _kept(found: list[Any]) -> Iterator[Guide]:
    for one in found:
        if not isinstance(one, dict) or not noted.text(one, "id"):
            continue
        told = {name: noted.text(one, name) for name in ("title", "intro", "closing")}
        questions = one.get("questions")
        pairs = [
            (str(pair[0]), str(pair[1]))
            for pair in (questions if isinstance(questions, list) else [])
            if isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004 - a text and its hint
        ]
        yield own(one["id"], told["title"], pairs, told["intro"], told["closing"])


def _asks(pair: tuple[str, str]) -> bool:
    return bool(pair[0])


def _tidy(text: str) -> str:
    """Return a text as one line of bearable length, without what no file could hold."""
    bare = text.replace("\0", " ").encode("utf-8", "ignore").decode()
    return " ".join(bare.split())[:LONGEST].rstrip()


def _shipped(one: Mapping[str, Any]) -> Guide:
    return Guide(
        id=one["id"],
        title=one["title"],
        when=one["when"],
        intro=one["intro"],
        prompts=tuple(map(_prompt, one["prompts"])),
        closing=one["closing"],
        foggy_ok=one["foggy_ok"],
        support_card=one.get("support_card", False),
        shareable=one.get("default_shareable", False),
    )


def _prompt(one: Mapping[str, Any]) -> Prompt:
    return Prompt(
        id=one["id"],
        text=one["text"],
        hint=one.get("hint", ""),
        action=one.get("action", ""),
        buttons=tuple(one.get("buttons", ())),
        kind=one.get("kind", ""),
        follow_up_of=one.get("follow_up_of", ""),
        optional=one.get("optional", False),
    )


def _look_back(questions: Iterable[str]) -> Guide:
    prompts = tuple(
        Prompt(f"{LOOK_BACK}.{number}", text) for number, text in enumerate(questions, 1)
    )
    return Guide(LOOK_BACK, "Looking back", "when you like", prompts=prompts)
