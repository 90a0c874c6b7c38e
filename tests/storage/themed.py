"""A vault with entries to mark, told in a few words."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select, update

from journal_app.domain.clock import Moment
from journal_app.domain.day import day_of
from journal_app.domain.entry import MARKDOWN, Entry, EntryId, Kind, Part, PartId
from journal_app.domain.spot import Place, Spot
from journal_app.domain.themes import Mark, NamedTheme, ThemeId, Thread, new_mark
from journal_app.storage import entries, parts, themes, threads
from journal_app.storage.schema import entry, mark, theme, unsearched
from journal_app.storage.vault import Vault
from tests.fakes import SUNDAY_EVENING

TODAY = date(2026, 11, 22)
DAY_MS = 86_400_000


@dataclass
class Themed:
    """Someone who names things in a vault."""

    vault: Vault
    now_ms: int = 0

    def write(self, name: str, days: int, *bodies: tuple[Kind, str]) -> None:
        """Keep an entry of so many days ago, with parts called name0, name1, …"""
        at = moment(days)
        with self.vault.writing() as db:
            entries.begin(db, Entry(EntryId(name), at, day=day_of(at)))
            for position, (kind, body) in enumerate(bodies):
                form = MARKDOWN if kind is Kind.WORDS else ""
                made = Part(
                    PartId(f"{name}{position}"), kind, position, at, body=body.encode(), form=form
                )
                parts.begin(db, EntryId(name), made)

    def rewrite(self, part: str, text: str) -> None:
        with self.vault.writing() as db:
            parts.put(db, PartId(part), text.encode(), 0)

    def give(
        self, name: str, owner: str, part: str = "", at: Place | None = None, quote: str = ""
    ) -> Mark:
        """Name a spot; every naming is a second later than the one before."""
        self.now_ms += 1000
        spot = Spot(EntryId(owner), PartId(part) if part else None, at)
        made = new_mark(spot, quote, self.now_ms)
        new = NamedTheme(ThemeId(f"theme {self.now_ms}"), name, 0, self.now_ms)
        with self.vault.writing() as db:
            themes.give(db, new, made)
        return made

    def known(self, today: date = TODAY) -> list[tuple[str, int]]:
        with self.vault.reading() as db:
            return [(met.name, met.times) for met in themes.known(db, today)]

    def id(self, name: str) -> ThemeId:
        with self.vault.reading() as db:
            found = themes.named(db, name)
        assert found is not None
        return found

    def of_entry(self, owner: str) -> list[tuple[str, int]]:
        with self.vault.reading() as db:
            found = themes.of_entry(db, EntryId(owner))
        return [(met.name, len(marks)) for met, marks in found]

    def thread(self, name: str, today: date = TODAY) -> Thread:
        wanted = self.id(name)
        with self.vault.reading() as db:
            found = threads.read(db, wanted, today)
        assert found is not None
        return found

    def set_entry(self, owner: str, **values: object) -> None:
        with self.vault.writing() as db:
            db.execute(update(entry).where(entry.c.uid == owner).values(values))

    def take_out(self, part: str, at_ms: int | None) -> None:
        with self.vault.writing() as db:
            parts.take_out(db, PartId(part), at_ms)

    def rows(self) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """Return all there is of themes and marks, without their row ids."""
        of_theme = select(theme.c.uid, theme.c.name, theme.c.folded, theme.c.made_ms)
        of_mark = select(mark.c.uid, theme.c.uid, mark.c.entry_id, mark.c.part_id, mark.c.place)
        joined = of_mark.join(theme, mark.c.theme_id == theme.c.id).order_by(mark.c.uid)
        with self.vault.reading() as db:
            named = [tuple(row) for row in db.execute(of_theme.order_by(theme.c.uid))]
            return named, [tuple(row) for row in db.execute(joined)]

    def searched(self) -> None:
        """Let the search know everything."""
        with self.vault.writing() as db:
            db.execute(unsearched.delete())

    def to_search(self) -> list[str]:
        """Return the entries the search is to look at again."""
        query = select(entry.c.uid).join(unsearched, unsearched.c.entry_id == entry.c.id)
        with self.vault.reading() as db:
            return sorted(db.execute(query).scalars())


def moment(days: int) -> Moment:
    """Return an evening so many days before Sunday 22 November 2026."""
    return replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms - days * DAY_MS)


def day(days: int) -> date:
    return TODAY - timedelta(days=days)
