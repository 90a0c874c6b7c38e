"""How fast, how light and how safe the voice is: real sound server, real helper, real vault.

Run it as a script: ``python -m tests.bench.bench_voice [loss long kills presses places cpu]``,
with how much of each is wanted: ``loss --minutes 10``, ``long --hours 2``, ``kills --kills 200``,
``places --places 50 --note-hours 4``. Without a name, all are measured.
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from tests.bench.voicing import kills, loss, moments


def _measures(asked: argparse.Namespace) -> dict[str, Callable[[], None]]:
    return {
        "presses": lambda: moments.presses(asked.presses),
        "places": lambda: moments.places(asked.places, asked.note_hours),
        "cpu": lambda: moments.cpu(asked.cpu_minutes),
        "kills": lambda: kills.many(asked.kills, asked.apps),
        "long": lambda: loss.fast(asked.hours),
        "loss": lambda: loss.in_real_time(asked.minutes),
    }


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measures", nargs="*")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--hours", type=float, default=2.0)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--apps", type=int, default=4)
    parser.add_argument("--presses", type=int, default=20)
    parser.add_argument("--places", type=int, default=50)
    parser.add_argument("--note-hours", type=float, default=4.0)
    parser.add_argument("--cpu-minutes", type=float, default=2.0)
    parser.add_argument("--be-the-app", type=Path)
    asked = parser.parse_args()
    if asked.be_the_app:
        kills.be_the_app(asked.be_the_app)
        return
    measures = _measures(asked)
    for name in asked.measures or measures:
        measures[name]()


if __name__ == "__main__":
    main()
