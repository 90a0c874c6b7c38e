"""Microphones and speakers: which ones there are, which one was chosen, and which one is used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Device:
    """Something to hear with or to speak through.

    ``id`` is the system's own word for it, ``name`` is what people read. Both can tell of a person.
    """

    id: str = field(repr=False)
    name: str = field(repr=False)
    bluetooth: bool = False
    default: bool = False  # the system's own choice just now


@dataclass(frozen=True, slots=True)
class Choice:
    """A device somebody chose once; it needn't be there. No choice at all is the system's own."""

    id: str = field(repr=False)
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Match:
    """The device that is used, and the choice in whose place it is if that one isn't there."""

    device: Device
    missing: Choice | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """All there is to hear with and to speak through just now.

    Where ``follows`` is true, the system takes a stream along when its own choice changes.
    """

    inputs: tuple[Device, ...] = ()
    outputs: tuple[Device, ...] = ()
    follows: bool = False


def match(choice: Choice | None, devices: Sequence[Device]) -> Match | None:
    """Find what was chosen, by its id or else by its name; or the system's own choice instead.

    Return None if there is no device at all.
    """
    if not devices:
        return None
    own = next((one for one in devices if one.default), devices[0])
    if choice is None:
        return Match(own)
    same = [one for one in devices if one.id == choice.id]
    alike = [one for one in devices if one.name == choice.name]
    for found in (*same, *alike):
        return Match(found)
    return Match(own, choice)


def goes_on(used: Match, choice: Choice | None, cards: Cards, devices: Sequence[Device]) -> bool:
    """Tell whether an open stream may run on, now that ``cards`` are there.

    It may with the device it has, or where the system takes it along to its own choice; not if
    what was chosen came back, or if nothing is left.
    """
    now = match(choice, devices)
    if now is None:
        return False
    if now.device.id == used.device.id:
        return True
    taken_along = cards.follows and used.device.default and now.device.default
    return taken_along and (choice is None or now.missing is not None)


def tell(cards: Cards) -> dict[str, Any]:
    """Return ``cards`` as plain values, to be told to another process."""
    return {
        "inputs": [_tell_device(one) for one in cards.inputs],
        "outputs": [_tell_device(one) for one in cards.outputs],
        "follows": cards.follows,
    }


def read(told: dict[str, Any]) -> Cards:
    """Return what ``tell`` told."""
    inputs = tuple(Device(**one) for one in told["inputs"])
    outputs = tuple(Device(**one) for one in told["outputs"])
    return Cards(inputs, outputs, told["follows"])


def tell_match(found: Match) -> dict[str, Any]:
    """Return ``found`` as plain values, to be told to another process."""
    missing = found.missing and {"id": found.missing.id, "name": found.missing.name}
    return {"device": _tell_device(found.device), "missing": missing}


def read_match(told: dict[str, Any]) -> Match:
    """Return what ``tell_match`` told."""
    missing = told["missing"]
    return Match(Device(**told["device"]), Choice(**missing) if missing else None)


def _tell_device(device: Device) -> dict[str, Any]:
    names = ("id", "name", "bluetooth", "default")
    return {name: getattr(device, name) for name in names}
