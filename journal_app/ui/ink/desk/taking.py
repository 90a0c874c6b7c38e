"""Which mode of the page goes with which use of the tools."""

from enum import Enum, auto


class Use(Enum):
    """What a touch of the page does."""

    DRAW = auto()
    ERASE = auto()
    CHOOSE = auto()
    SHAPE = auto()
    FILL = auto()
    WORDS = auto()
