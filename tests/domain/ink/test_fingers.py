"""What fingers mean: drawing, moving the page, making it larger, or nothing at all."""

import pytest

from journal_app.domain.ink.fingers import (
    Cancel,
    Deed,
    Down,
    Finger,
    Fingers,
    Look,
    May,
    Move,
    Stage,
    Up,
)

DOWN, MOVED, STILL, UP = Stage


def at(id_: int, x: float, stage: Stage, across: float = 8.0) -> Finger:
    return Finger(id_, x, 50.0, stage, across)


class Screen:
    """A touch screen that is told what touches it."""

    def __init__(self, may: May = May.DRAW) -> None:
        self.fingers = Fingers()
        self.may = may

    def __call__(self, *found: Finger, young: bool = True) -> list[Deed]:
        return self.fingers.follow(found, self.may, young=young)


def test_one_finger_draws_from_its_touch_to_its_lifting() -> None:
    screen = Screen()
    assert screen(at(0, 10, DOWN)) == [Down(10, 50)]
    assert screen(at(0, 30, MOVED)) == [Move(30, 50)]
    assert screen(at(0, 30, STILL)) == []
    assert screen(at(0, 40, UP)) == [Move(40, 50), Up()]
    assert screen(at(0, 10, DOWN)) == [Down(10, 50)]


def test_once_there_was_a_pen_one_finger_moves_the_page() -> None:
    screen = Screen(May.LOOK)
    assert screen(at(0, 10, DOWN)) == []
    assert screen(at(0, 30, MOVED)) == [Look(20, 0, 1.0, 30, 50)]
    assert screen(at(0, 35, UP)) == [Look(5, 0, 1.0, 35, 50)]
    assert screen(at(1, 90, DOWN)) == []


def test_two_fingers_move_the_page_and_make_it_larger() -> None:
    screen = Screen()
    assert screen(at(0, 100, DOWN), at(1, 200, DOWN)) == []
    assert screen(at(0, 80, MOVED), at(1, 240, MOVED)) == [Look(10, 0, 1.6, 160, 50)]
    assert screen(at(0, 80, UP), at(1, 240, STILL)) == []
    assert screen(at(1, 250, MOVED)) == [Look(10, 0, 1.0, 250, 50)]


def test_a_second_finger_makes_a_young_stroke_a_movement_of_the_page() -> None:
    screen = Screen()
    screen(at(0, 100, DOWN))
    assert screen(at(0, 100, STILL), at(1, 200, DOWN)) == [Cancel()]
    assert screen(at(0, 110, MOVED), at(1, 210, MOVED)) == [Look(10, 0, 1.0, 160, 50)]


def test_beside_an_older_stroke_a_second_finger_does_nothing() -> None:
    screen = Screen()
    screen(at(0, 100, DOWN))
    assert screen(at(0, 100, STILL), at(1, 200, DOWN), young=False) == []
    assert screen(at(0, 120, MOVED), at(1, 210, MOVED), young=False) == [Move(120, 50)]
    assert screen(at(0, 120, UP), at(1, 210, STILL), young=False) == [Move(120, 50), Up()]
    assert screen(at(1, 300, MOVED), young=False) == []


def test_a_palm_does_nothing_for_as_long_as_it_rests() -> None:
    screen = Screen()
    assert screen(at(0, 100, DOWN, 31.0)) == []
    assert screen(at(0, 140, MOVED, 12.0)) == []
    assert screen(at(0, 140, STILL, 31.0), at(1, 10, DOWN)) == [Down(10, 50)]
    assert screen(at(0, 150, MOVED, 31.0), at(1, 20, MOVED)) == [Move(20, 50)]


def test_a_finger_that_grows_into_a_palm_did_not_mean_to_draw() -> None:
    screen = Screen()
    screen(at(0, 100, DOWN))
    assert screen(at(0, 101, MOVED, 24.0)) == [Cancel()]
    assert screen(at(0, 150, MOVED, 12.0)) == []


def test_what_may_do_nothing_at_first_does_nothing_later() -> None:
    screen = Screen(May.NOTHING)
    assert screen(at(0, 100, DOWN)) == []
    screen.may = May.DRAW
    assert screen(at(0, 130, MOVED)) == []
    assert screen(at(0, 130, UP)) == []
    assert screen(at(0, 100, DOWN)) == [Down(100, 50)]


@pytest.mark.parametrize("forgotten", [0, 7])
def test_a_finger_one_never_hears_of_again_is_no_hindrance(forgotten: int) -> None:
    screen = Screen(May.NOTHING)
    screen(at(forgotten, 100, DOWN))
    screen.may = May.DRAW
    screen()
    assert screen(at(0, 20, DOWN)) == [Down(20, 50)]
