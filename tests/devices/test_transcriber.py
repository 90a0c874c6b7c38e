"""The process that writes down speech: what it makes of sound and of pieces of words."""

import math
import subprocess
import sys
from array import array

import numpy as np
import pytest

from journal_app.devices import transcriber_helper
from journal_app.devices.transcriber_helper import _lowered, _words
from journal_app.domain.voice import RATE
from tests.fakes_sound import tone


def test_pieces_become_words_where_there_is_a_blank() -> None:
    pieces = [(b" Slow", 20, 60), (b" w", 70, 90), (b"ater", 80, 110), (b".", 110, 130)]
    assert list(_words(iter(pieces), 5000)) == [(" Slow", 200, 600), (" water.", 700, 1300)]


def test_a_letter_that_was_cut_into_pieces_is_whole_again() -> None:
    first, last = "ä".encode()[:1], "ä".encode()[1:]
    assert list(_words(iter([(first, 0, 10), (last, 10, 20)]), 5000)) == [("ä", 0, 200)]


def test_times_stay_within_the_window_and_in_order() -> None:
    assert list(_words(iter([(b" a", -10, 30), (b" b", 900, 40)]), 4000)) == [
        (" a", 0, 300),
        (" b", 4000, 4000),
    ]
    assert list(_words(iter([(b" ", 0, 10)]), 4000)) == []


def _loudness(pcm: bytes) -> float:
    sound = _lowered(pcm)[1000:15_000]
    return float(np.sqrt(np.mean(sound**2)))


def test_sound_is_brought_down_to_what_a_model_listens_to() -> None:
    assert len(_lowered(tone(2.0))) == 32_000
    assert _loudness(tone(1.0, hertz=440)) == pytest.approx(0.3 / math.sqrt(2), rel=0.02)
    assert _loudness(tone(1.0, hertz=12_000)) < 0.001  # it would come back as another sound


def test_what_is_very_short_is_made_long_enough_to_be_listened_to() -> None:
    assert len(_lowered(array("h", [0] * (RATE // 5)).tobytes())) == 17_600


def test_nothing_of_it_is_loaded_before_there_is_a_model() -> None:
    code = (
        "import sys, journal_app.devices.transcriber;"
        "print(sorted({'_pywhispercpp', 'pywhispercpp', 'requests', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "whispercpp" not in found.stdout
    assert "requests" not in found.stdout


def test_the_library_has_what_is_asked_of_it() -> None:
    library = pytest.importorskip("_pywhispercpp")
    context = library.whisper_context_default_params()
    assert {"use_gpu", "flash_attn", "dtw_token_timestamps", "dtw_aheads_preset"} <= {*dir(context)}
    greedy = library.whisper_sampling_strategy.WHISPER_SAMPLING_GREEDY
    params = dir(library.whisper_full_default_params(greedy))
    assert {"n_threads", "language", "token_timestamps", "no_context", "suppress_nst"} <= {*params}
    assert hasattr(library, "WHISPER_AHEADS_TINY_EN")
    assert transcriber_helper.PACKAGE == "pywhispercpp"
