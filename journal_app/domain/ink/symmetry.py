"""Radial symmetry: what is drawn on a mandala's page is there all around its centre."""

from math import pi

from journal_app.domain.ink.affine import mirror, together, turn
from journal_app.domain.ink.marks import NO_PAGE, STAY, Affine, Derived, Extent, Stroke
from journal_app.domain.ink.papers import LEAST_ARMS, MOST_ARMS
from journal_app.domain.ink.records import Add, Change, Paper


def copies(paper: Paper) -> tuple[Affine, ...]:
    """Return where else a mark is, besides where it was drawn."""
    arms = paper.arms if LEAST_ARMS <= paper.arms <= MOST_ARMS else 1
    turns = [STAY, *(turn(paper.centre, 2 * pi * arm / arms) for arm in range(1, arms))]
    if paper.mirrored and arms > 1:
        turns += [together(mirror(paper.centre), one) for one in turns]
    return tuple(turns[1:])


def repeated(stroke: Stroke, paper: Paper, page: Extent = NO_PAGE) -> Add | Change:
    """Return the record of a stroke and of all its copies; they are marks of their own."""
    elsewhere = copies(paper)
    if not elsewhere:
        return Add(stroke, page)
    derived = tuple(
        Derived(stroke.id + nth, stroke.id, in_place=False, affine=affine)
        for nth, affine in enumerate(elsewhere, 1)
    )
    return Change(added=(stroke,), derived=derived, page=page)
