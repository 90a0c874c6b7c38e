"""The rows of the journal's list: a heading for each month, and each entry once, in its order."""

from array import array
from datetime import date, timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from journal_app.domain.lines import Order, Rows

FIRST = date(2026, 11, 22)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Return an order of up to some dozen entries, over days that may be far apart."""
    gaps = draw(st.lists(st.integers(1, 80), max_size=20))
    day, days = FIRST, []
    for gap in gaps:
        day -= timedelta(gap)
        days.append((day, draw(st.integers(1, 4))))
    count = sum(count for _day, count in days)
    keys = draw(st.lists(st.integers(1, 10**6), min_size=count, max_size=count, unique=True))
    return Order(array("q", keys), tuple(days))


def expected(order: Order) -> list[int | date]:
    """Return what the rows are to be, spelt out: the first of a month for a heading, or a key."""
    days = [day for day, count in order.days for _ in range(count)]
    rows: list[int | date] = []
    lines = zip(days, order.keys, strict=True)
    for month, some in groupby(lines, key=lambda line: line[0].replace(day=1)):
        rows += [month, *(key for _day, key in some)]
    return rows


@given(orders())
def test_each_month_has_a_heading_and_each_entry_its_row(order: Order) -> None:
    rows, wanted = Rows(order), expected(order)
    assert len(rows) == len(wanted)
    assert rows.count == len(order.keys)
    for row, what in enumerate(wanted):
        key = rows.key(row)
        if isinstance(what, date):
            assert key is None
            assert rows.day(row).replace(day=1) == what
        else:
            assert key == what
            assert rows.row_of(what) == row
    assert rows.key(-1) is None
    assert rows.key(len(rows)) is None
    assert rows.row_of(0) is None


@given(orders())
def test_a_day_is_said_once_on_its_first_line(order: Order) -> None:
    rows = Rows(order)
    days = [rows.day(row) for row in range(len(rows)) if rows.opens_day(row)]
    assert days == [day for day, _count in order.days] == list(rows.days)


@given(orders(), st.integers(-10, 2000))
def test_a_day_leads_to_its_first_line_or_to_the_nearest_day_before(order: Order, ago: int) -> None:
    rows, wanted = Rows(order), FIRST - timedelta(ago)
    row = rows.row_on(wanted)
    if row is None:
        assert not order.days
        return
    earlier = [day for day, _count in order.days if day <= wanted]
    assert rows.opens_day(row)
    assert rows.day(row) == (earlier[0] if earlier else order.days[-1][0])


@given(orders(), st.integers(-5, 60), st.integers(-5, 60))
def test_keys_between_two_rows_are_those_of_the_lines_there(
    order: Order, first: int, last: int
) -> None:
    rows = Rows(order)
    there = [rows.key(row) for row in range(first, last + 1)]
    assert rows.keys(first, last) == tuple(key for key in there if key is not None)
