"""Which backups stay: for every history of them, not for one."""

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.rotation import PLACES, Backup, Occasion, due, leaving

DAY_MS = 86_400_000
SUNDAY_MS = 1_795_375_800_000  # 22 November 2026, 19:30 UTC

backups = st.builds(
    Backup,
    made_ms=st.integers(0, 400).map(lambda hours: SUNDAY_MS + hours * 3_600_000),
    size=st.integers(1, 10**10),
    occasion=st.sampled_from(Occasion),
    verified=st.booleans(),
)
histories = st.lists(backups, max_size=60, unique_by=lambda backup: backup.made_ms)


@given(histories)
def test_the_newest_verified_backup_always_stays(history: list[Backup]) -> None:
    whole = [backup for backup in history if backup.verified]
    if whole:
        assert max(whole, key=lambda backup: backup.made_ms) not in leaving(history)


@given(histories)
def test_each_kind_keeps_its_newest_and_no_more_than_its_places(history: list[Backup]) -> None:
    staying = set(history) - set(leaving(history))
    for occasion, places in PLACES.items():
        of_kind = [b for b in history if b.verified and b.occasion is occasion]
        newest = sorted(of_kind, key=lambda backup: backup.made_ms)[-places:]
        assert {b for b in staying if b.occasion is occasion} == set(newest)


@given(histories)
def test_the_unfinished_go_and_a_second_look_finds_nothing_more(history: list[Backup]) -> None:
    gone = leaving(history)
    assert {backup for backup in history if not backup.verified} <= set(gone)
    assert leaving([backup for backup in history if backup not in gone]) == ()


@given(histories, st.integers(0, 30))
def test_one_is_due_on_a_day_without_a_verified_one(history: list[Backup], days: int) -> None:
    now_ms = SUNDAY_MS + days * DAY_MS
    today = {b for b in history if b.verified and b.made_ms // DAY_MS == now_ms // DAY_MS}
    assert (due(history, now_ms) is None) == bool(today)


def test_a_year_of_days_leaves_a_week_of_days_and_a_month_of_weeks() -> None:
    kept: list[Backup] = []
    for day in range(365):
        now_ms = SUNDAY_MS + day * DAY_MS
        occasion = due(kept, now_ms)
        assert occasion is not None
        kept.append(Backup(now_ms, 1, occasion))
        kept = [backup for backup in kept if backup not in leaving(kept)]
    ages = sorted((SUNDAY_MS + 364 * DAY_MS - backup.made_ms) // DAY_MS for backup in kept)
    assert len(ages) == PLACES[Occasion.DAILY] + PLACES[Occasion.WEEKLY]
    assert ages[:7] == list(range(7))
    assert 21 <= ages[-1] < 28
