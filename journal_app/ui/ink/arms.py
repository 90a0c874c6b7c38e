"""A stand-in for what a mandala's page repeats."""

from math import cos, pi, sin

from journal_app.domain.ink.marks import Affine, Derived, Extent, Stroke
from journal_app.domain.ink.records import Add, Change, Paper


def copies(paper: Paper) -> tuple[Affine, ...]:
    """Return where a mark appears again on this paper, without the mark itself."""
    x, y = paper.centre
    made: list[Affine] = []
    for mirror in (1.0, -1.0) if paper.mirrored and paper.arms else (1.0,):
        for arm in range(paper.arms):
            c, s = cos(2 * pi * arm / paper.arms), sin(2 * pi * arm / paper.arms)
            a, b = c * mirror, s * mirror
            made.append((a, b, -s, c, x - a * x + s * y, y - b * x - c * y))
    return tuple(made[1:])


def repeated(stroke: Stroke, paper: Paper, page: Extent) -> Add | Change:
    """Return the record of a stroke with its copies."""
    derived = tuple(
        Derived(stroke.id + number, stroke.id, in_place=False, affine=affine)
        for number, affine in enumerate(copies(paper), 1)
    )
    return Change(added=(stroke,), derived=derived, page=page) if derived else Add(stroke, page)
