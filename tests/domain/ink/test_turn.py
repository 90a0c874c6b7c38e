"""Who may draw: one thing at a time, and no palm beside a pen."""

from journal_app.domain.ink.turn import Source, Turn


def test_only_one_thing_draws_at_a_time() -> None:
    turn = Turn()
    assert turn.take(Source.PEN, 0)
    assert not turn.take(Source.MOUSE, 5)
    turn.give()
    assert turn.take(Source.MOUSE, 10)


def test_a_hand_resting_beside_the_pen_does_not_draw() -> None:
    turn = Turn()
    turn.pen_seen(1000)
    assert not turn.take(Source.FINGER, 1700)
    assert turn.take(Source.FINGER, 1701)


def test_the_mouse_may_draw_right_after_the_pen() -> None:
    turn = Turn()
    turn.pen_seen(1000)
    assert turn.take(Source.MOUSE, 1001)


def test_a_stroke_is_young_for_a_moment_only() -> None:
    turn = Turn()
    turn.take(Source.FINGER, 100)
    assert turn.young(250)
    assert not turn.young(251)
