"""What two texts share, without looking at every letter."""

from typing import TypeVar

Run = TypeVar("Run", str, bytes)


def beginning(one: Run, other: Run) -> int:
    """Return how many characters, or bytes, two have in common at their beginning."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        same = one[least:middle] == other[least:middle]
        least, most = (middle, most) if same else (least, middle - 1)
    return least


def ends(one: Run, other: Run) -> tuple[int, int]:
    """Return how many two have in common at the beginning, and of the rest at the end."""
    head = beginning(one, other)
    return head, beginning(one[head:][::-1], other[head:][::-1])
