"""The kit: each tool lies there as it was put down."""

from journal_app.domain.ink.kit import Kit
from journal_app.domain.ink.marks import BROAD, NIBS, PALETTE
from journal_app.domain.ink.tools import BRUSH, PEN, TOOLS


def test_every_tool_begins_with_an_ink_and_a_nib_there_are() -> None:
    kit = Kit()
    for tool in TOOLS.values():
        assert kit.of(tool).colour in PALETTE
        assert kit.of(tool).nib in NIBS


def test_a_tool_is_found_as_it_was_put_down_and_no_other_changed() -> None:
    kit = Kit()
    before = kit.of(PEN).nib
    kit.of(BRUSH).colour, kit.of(BRUSH).nib = "plum", BROAD
    assert (kit.of(BRUSH).colour, kit.of(BRUSH).nib) == ("plum", BROAD)
    assert kit.of(PEN).nib == before
