"""Versions: every patch leads back to what was there, and time thins them without surprises."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain import versions
from journal_app.domain.versions import DAY_MS, HOUR_MS, MINUTE_MS, Version

NOW = 20_780 * DAY_MS + 14 * HOUR_MS + 5 * MINUTE_MS
BODIES = st.binary(max_size=60) | st.text("aab ☂\n", max_size=40).map(str.encode)
TIMES = st.lists(st.integers(NOW - 5 * DAY_MS, NOW + DAY_MS), max_size=60)
LATER = st.integers(0, 4 * DAY_MS)


@given(BODIES, BODIES)
def test_a_patch_leads_back_from_any_body_to_any_other(newer: bytes, older: bytes) -> None:
    assert versions.undo(newer, versions.patch(newer, older)) == older


@given(st.lists(BODIES, min_size=1, max_size=8))
def test_patches_lead_back_one_after_the_other(bodies: list[bytes]) -> None:
    steps = [versions.patch(newer, older) for older, newer in pairwise(bodies)]
    assert versions.undo(bodies[-1], *reversed(steps)) == bodies[0]


def test_a_patch_holds_only_what_it_must() -> None:
    older = b"slow water over stones " * 5000
    assert len(versions.patch(older + b"and then music", older)) < 24
    assert len(versions.patch(older[:50_000] + b"and then music" + older[50_000:], older)) < 24


@given(BODIES, BODIES, BODIES)
def test_a_patch_on_another_body_leads_to_the_right_one_or_nowhere(
    newer: bytes, older: bytes, other: bytes
) -> None:
    assert versions.undo(other, versions.patch(newer, older)) in {older, None}


@given(BODIES, BODIES, st.data())
def test_a_damaged_patch_leads_to_the_right_body_or_nowhere(
    newer: bytes, older: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(versions.patch(newer, older))
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place] ^= data.draw(st.integers(1, 255))
    assert versions.undo(newer, bytes(damaged)) in {older, None}
    assert versions.undo(newer, bytes(damaged[:place])) in {older, None}


@given(BODIES)
def test_what_is_packed_comes_out_again_and_damage_gives_nothing(body: bytes) -> None:
    assert versions.unpack(versions.pack(body)) == body
    assert versions.unpack(versions.pack(body)[:-1]) is None


def kept(times: list[int], now_ms: int) -> list[int]:
    return [times[place] for place in sorted(versions.to_keep(times, now_ms))]


def test_every_save_is_kept_for_an_hour_then_one_an_hour_then_one_a_day() -> None:
    midnight = NOW // DAY_MS * DAY_MS
    recent = [NOW - minutes * MINUTE_MS for minutes in (60, 59, 30, 1, 0)]
    morning = [midnight + 8 * HOUR_MS + minutes * MINUTE_MS for minutes in (0, 10, 59)]
    before = [midnight - DAY_MS - HOUR_MS * hours for hours in (20, 9, 3)]
    assert kept([*before, *morning, *recent], NOW) == [before[-1], morning[-1], *recent]


@given(TIMES, LATER)
def test_the_last_of_every_hour_and_day_that_is_not_over_for_long_stays(
    times: list[int], later: int
) -> None:
    stay = set(kept(times, NOW))
    for length, since in ((HOUR_MS, NOW - DAY_MS), (DAY_MS, 0)):
        for stretch in {at // length for at in times if at >= since}:
            assert max(at for at in times if at // length == stretch) in stay
    assert {at for at in times if at > NOW - HOUR_MS} <= stay


@given(TIMES)
def test_thinning_twice_is_thinning_once(times: list[int]) -> None:
    once = kept(times, NOW)
    assert kept(once, NOW) == once


@given(TIMES, LATER, LATER)
def test_it_never_matters_how_often_anybody_looked_before(
    times: list[int], soon: int, later: int
) -> None:
    between, end = NOW + min(soon, later), NOW + max(soon, later)
    assert kept(kept(times, between), end) == kept(times, end)
    assert set(kept(times, end)) <= set(kept(times, between))


@given(TIMES, LATER)
def test_a_clock_that_was_set_back_loses_nothing_more(times: list[int], back: int) -> None:
    assert set(kept(times, NOW)) <= set(kept(times, NOW - back))
    assert kept([at + 10 * DAY_MS for at in times], NOW) == [at + 10 * DAY_MS for at in times]


@given(TIMES)
def test_days_before_the_last_are_thinned_to_one_each(times: list[int]) -> None:
    settled = [at for at in kept(times, NOW) if at < versions.day_before(NOW)]
    assert len({at // DAY_MS for at in settled}) == len(set(settled))


def test_a_glance_shows_where_stretches_end_what_came_first_and_what_stands_out() -> None:
    many = [Version(number, NOW + 10_000 * number) for number in range(120)]
    many[5] = Version(5, many[5].kept_ms, first=True)
    many[77] = Version(77, many[77].kept_ms, stands_out=True)
    newest_first = tuple(reversed(many))
    shown = [version.id for version in versions.at_a_glance(newest_first)]
    assert shown == [119, 89, 77, 29, 5]
    assert versions.at_a_glance(()) == ()
