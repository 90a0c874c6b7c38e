"""What is said of a rescue: first what is there, then what isn't, in few words."""

from dataclasses import replace

import pytest

from journal_app.domain.clock import Moment
from journal_app.domain.rescued import Rescued, Tally
from journal_app.ui.mending import told
from tests.fakes import SUNDAY_EVENING

KEPT = "The damaged file is kept beside the journal, unchanged."


def _days(*days: int) -> tuple[Moment, ...]:
    return tuple(
        replace(SUNDAY_EVENING, utc_ms=SUNDAY_EVENING.utc_ms + day * 86_400_000) for day in days
    )


def _rescued(whole: int, *days: int, gone: int = 0, certain: bool = True) -> Rescued:
    some = Tally(1, 0)
    return Rescued(whole, _days(*days), gone, certain, some, some)


@pytest.mark.parametrize(
    ("rescued", "said"),
    [
        (_rescued(212), f"Rescued: all entries are whole, 212 of them. {KEPT}"),
        (
            _rescued(210, -19, 7),
            (
                "Rescued: 210 of 212 entries are whole. Something is missing in 2, from"
                f" 3 November 2026 and 29 November 2026. {KEPT}"
            ),
        ),
        (
            _rescued(3, 0, 0, gone=1),
            (
                "Rescued: 3 of 6 entries are whole. Something is missing in 2, from"
                f" 22 November 2026. 1 couldn’t be found again. {KEPT}"
            ),
        ),
        (
            _rescued(3, *range(9)),
            (
                "Rescued: 3 of 12 entries are whole. Something is missing in 9, from 9 days between"
                f" 22 November 2026 and 30 November 2026. {KEPT}"
            ),
        ),
        (
            _rescued(3, gone=2, certain=False),
            (
                "Rescued: 3 of 5 entries are whole. 2 couldn’t be found again. There may have been"
                f" more. {KEPT}"
            ),
        ),
    ],
)
def test_a_rescue_says_what_is_whole_and_what_was_lost(rescued: Rescued, said: str) -> None:
    assert told(rescued) == said
