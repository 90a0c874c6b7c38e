"""Which device is used: the chosen one if it is there, and never a silent replacement."""

import json

import pytest

from journal_app.domain import soundcards
from journal_app.domain.soundcards import Cards, Choice, Device, Match, goes_on, match

BUILT_IN = Device("alsa.pci", "Built-in Microphone", default=True)
USB = Device("alsa.usb-1", "Blue Microphone")
HEADSET = Device("bluez.aa", "Ada’s Headset", bluetooth=True)
ALL = (BUILT_IN, USB, HEADSET)
USB_CHOSEN = Choice("alsa.usb-1", "Blue Microphone")


def test_without_a_choice_the_systems_own_is_used() -> None:
    assert match(None, ALL) == Match(BUILT_IN)


def test_a_choice_is_found_by_its_id_before_its_name() -> None:
    twin = Device("alsa.usb-0", "Blue Microphone")
    assert match(USB_CHOSEN, (BUILT_IN, twin, USB)) == Match(USB)


def test_in_another_socket_it_is_found_by_its_name() -> None:
    moved = Device("alsa.usb-2", "Blue Microphone")
    assert match(USB_CHOSEN, (BUILT_IN, moved)) == Match(moved)


def test_a_choice_that_is_not_there_is_told() -> None:
    assert match(USB_CHOSEN, (HEADSET, BUILT_IN)) == Match(BUILT_IN, USB_CHOSEN)


def test_where_the_system_has_no_choice_the_first_one_is_used() -> None:
    assert match(None, (USB, HEADSET)) == Match(USB)


@pytest.mark.parametrize("choice", [None, USB_CHOSEN])
def test_nothing_there_is_no_match(choice: Choice | None) -> None:
    assert match(choice, ()) is None


def _other_default() -> tuple[Device, ...]:
    return (Device(BUILT_IN.id, BUILT_IN.name), Device(USB.id, USB.name, default=True))


@pytest.mark.parametrize(
    ("used", "choice", "there", "follows", "may"),
    [
        (Match(USB), USB_CHOSEN, ALL, True, True),
        (Match(USB), USB_CHOSEN, (BUILT_IN,), True, False),
        (Match(BUILT_IN, USB_CHOSEN), USB_CHOSEN, ALL, True, False),
        (Match(BUILT_IN, USB_CHOSEN), USB_CHOSEN, (BUILT_IN,), True, True),
        (Match(BUILT_IN), None, _other_default(), True, True),
        (Match(BUILT_IN), None, _other_default(), False, False),
        (Match(BUILT_IN), None, (USB,), True, False),
        (Match(BUILT_IN), None, (), True, False),
        (Match(USB), None, _other_default(), True, True),
    ],
    ids=[
        "it is there",
        "it went away",
        "the chosen one came back",
        "the chosen one is still away",
        "taken along by the system",
        "not taken along",
        "the system has no choice of its own any more",
        "nothing is left",
        "the system chose what is used already",
    ],
)
def test_when_a_stream_goes_on(
    used: Match, choice: Choice | None, there: tuple[Device, ...], *, follows: bool, may: bool
) -> None:
    assert goes_on(used, choice, Cards(there, (), follows), there) is may


def test_what_is_told_to_another_process_comes_back() -> None:
    cards = Cards(ALL, (HEADSET,), follows=True)
    assert soundcards.read(json.loads(json.dumps(soundcards.tell(cards)))) == cards
    for found in (Match(USB), Match(BUILT_IN, USB_CHOSEN)):
        told = json.loads(json.dumps(soundcards.tell_match(found)))
        assert soundcards.read_match(told) == found


def test_no_name_is_seen_where_a_device_is_noted() -> None:
    for thing in (HEADSET, USB_CHOSEN, Match(HEADSET, USB_CHOSEN), Cards(ALL, ALL)):
        assert "Ada" not in repr(thing)
        assert "Blue" not in repr(thing)
        assert "usb" not in repr(thing)
