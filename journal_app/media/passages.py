"""Passages of a text in Markdown, as they are read: without the marks."""

from collections.abc import Iterator
from itertools import accumulate, chain

from journal_app.domain.quoting import Passage
from journal_app.media import markdown
from journal_app.media.markdown import Shape


def unmarked(passage: Passage) -> Passage:
    """Return a passage without the marks of its lines and of its emphasis."""
    pieces = passage.before, passage.words, passage.after
    marks = list(_marks("".join(pieces)))
    begins = accumulate(map(len, pieces), initial=0)
    before, words, after = (
        _cut(piece, at, marks) for piece, at in zip(pieces, begins, strict=False)
    )
    return Passage(before, words, after, passage.gone)


def _marks(text: str) -> Iterator[tuple[int, int]]:
    """Find every mark, in order, from where to where."""
    begins = 0
    for line in text.split("\n"):
        kind = markdown.line(line)
        if kind.mark and kind.shape is not Shape.NUMBER:
            yield begins, begins + kind.mark
        for run in markdown.runs(line, kind.mark):
            if run.mark:
                yield begins + run.start, begins + run.end
        begins += len(line) + 1


def _cut(piece: str, begins: int, marks: list[tuple[int, int]]) -> str:
    """Return a piece that stands at ``begins`` in its text, without what the marks take up."""
    end = begins + len(piece)
    here = [(max(0, a - begins), min(b, end) - begins) for a, b in marks if a < end and b > begins]
    edges = [0, *chain.from_iterable(here), len(piece)]
    return "".join(piece[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
