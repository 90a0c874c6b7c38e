"""Microphones and speakers of this computer, listed by a process of its own."""

import json
from collections.abc import Callable
from threading import Thread

from journal_app.devices.audio_helper import Helper, launch, read_frames
from journal_app.domain.soundcards import Cards, read


def watch(tell: Callable[[Cards], None]) -> Callable[[], None]:
    """Have ``tell`` told what is there, and again whenever that changes, on another thread.

    Return what ends it. Should the process end before, the last list stands.
    """
    helper = launch("watch")
    Thread(target=_read, args=(helper, tell), name="soundcards", daemon=True).start()
    return helper.process.kill


def _read(helper: Helper, tell: Callable[[Cards], None]) -> None:
    for _kind, content in read_frames(helper.back):
        event = json.loads(content)
        if "cards" in event:
            tell(read(event["cards"]))
    helper.end()
