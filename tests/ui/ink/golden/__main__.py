"""Make the golden pictures anew."""

from tests.ui.ink.golden import make

make()
