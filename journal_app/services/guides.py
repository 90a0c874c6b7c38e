"""The sets of questions of a journal: the shipped ones, and those somebody wrote."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from journal_app import resources, storage
from journal_app.domain import guides
from journal_app.domain.changes import Changed
from journal_app.domain.errors import JournalError
from journal_app.domain.guides import Guide, new_guide_id
from journal_app.formats import guidetext
from journal_app.services import savedfiles
from journal_app.services.journal import Reply
from journal_app.services.savedfiles import Saved
from journal_app.services.session import Session

if TYPE_CHECKING:
    from sqlalchemy import Connection

SETTING = "guides"
_UNREAD = "That file couldn’t be read. Nothing was changed."
_SAME = "The shipped sets stay as they are. You can write one of your own beside them."


class Guides:
    """Knows all sets, and keeps, takes away and passes on those somebody wrote."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._journal = session.journal

    def all(self) -> Reply[tuple[Guide, ...]]:
        """Ask for all sets: the four questions, the other shipped ones, then own ones."""
        return self._journal.ask(lambda db: (*shipped(), *_own(db)))

    def find(self, guide_id: str) -> Reply[Guide | None]:
        """Ask for one set."""
        return self._journal.ask(lambda db: guides.named((*shipped(), *_own(db)), guide_id))

    def keep(self, guide: Guide) -> Reply[Changed]:
        """Keep a set somebody wrote, as it is now."""
        if not guide.own:
            raise JournalError(_SAME)
        return self._change(partial(_with, guide))

    def remove(self, guide: Guide) -> Callable[[], Reply[Changed]]:
        """Take a set away; what is returned puts it back where it was. Answers stay as they are."""
        before: list[tuple[Guide, ...]] = []

        def without(own: tuple[Guide, ...]) -> tuple[Guide, ...]:
            before[:] = [own]
            return tuple(one for one in own if one.id != guide.id)

        def put_back(own: tuple[Guide, ...]) -> tuple[Guide, ...]:
            place = next((n for n, one in enumerate(before[0]) if one.id == guide.id), len(own))
            others = tuple(one for one in own if one.id != guide.id)
            return (*others[:place], guide, *others[place:])

        self._change(without)
        return lambda: self._change(put_back)

    def put_back(self, guide_id: str, at: int, question: tuple[str, str]) -> Reply[Changed]:
        """Have a question that was taken out of an own set in its place again."""

        def with_it(own: tuple[Guide, ...]) -> tuple[Guide, ...]:
            return tuple(
                guides.asking(one, at, question) if one.id == guide_id else one for one in own
            )

        return self._change(with_it)

    def save(self, guide: Guide, path: Path) -> Reply[Reply[Changed]]:
        """Write a set to a text file the person asked for."""
        content = guidetext.write(guide)
        step = partial(savedfiles.save, self._session, path, content, Saved.GUIDE)
        return self._session.work.at_once(step)

    def bring(self, path: Path) -> Reply[Guide]:
        """Keep the set of a text file beside the others, and return it."""

        def read() -> Guide:
            try:
                with path.open("rb") as file:
                    data = file.read(guidetext.MOST_BYTES + 1)
            except OSError:
                raise JournalError(_UNREAD) from None
            guide = guidetext.read(data, new_guide_id())
            self.keep(guide).result()
            return guide

        return self._session.work.at_once(read)

    def _change(self, rule: Callable[[tuple[Guide, ...]], tuple[Guide, ...]]) -> Reply[Changed]:
        now = self._session.clock.now().utc_ms

        def change(db: "Connection") -> Changed:
            wanted = json.dumps(guides.kept(rule(_own(db))), ensure_ascii=False)
            return storage.settings.put(db, SETTING, wanted, now)

        return self._journal.do(change)


def shipped() -> tuple[Guide, ...]:
    """Return the sets that came with the app."""
    data: dict[str, Any] = resources.text("prompts")
    return guides.shipped(data)


def _own(db: "Connection") -> tuple[Guide, ...]:
    try:
        return guides.read(json.loads(storage.settings.get(db, SETTING) or "[]"))
    except ValueError:
        return ()


def _with(guide: Guide, own: tuple[Guide, ...]) -> tuple[Guide, ...]:
    """Return own sets with one as it is now, in its place or behind all others."""
    if all(one.id != guide.id for one in own):
        return (*own, guide)
    return tuple(guide if one.id == guide.id else one for one in own)
