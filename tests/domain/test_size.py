"""Sizes are said in few digits."""

import pytest

from journal_app.domain import size


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "1 KB"),
        (36_864, "37 KB"),
        (999_499, "999 KB"),
        (999_600, "1.0 MB"),
        (4_231_168, "4.2 MB"),
        (120_400_000, "120 MB"),
        (5_160_000_000, "5.2 GB"),
        (7 * 10**15, "7000 TB"),
    ],
)
def test_a_size_is_said(count: int, text: str) -> None:
    assert size.said(count) == text
