"""What a write touched, so that a page refreshes only when it shows that."""

from dataclasses import dataclass

from journal_app.domain.entry import EntryId


@dataclass(frozen=True, slots=True)
class Changed:
    """Says which entry a committed write touched, if any, and whether its line changed."""

    entry: EntryId | None
    line: bool = False
