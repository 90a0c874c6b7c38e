"""What must hold before it is handed out: helplines were looked up, forms are as printed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from journal_app import resources
from tests import shown
from tests.shown import ROOT


def texts_of_forms() -> Iterator[str]:
    for form in resources.text("instruments").values():
        if isinstance(form, dict):
            yield from form.get("items", ())
            yield from (form.get("stem", ""), form.get("attribution", ""))


def run(script: str, moment: datetime) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))}
    command = (sys.executable, ROOT / "packaging" / script)
    return subprocess.run(
        command, capture_output=True, text=True, env=environ, timeout=30, check=False
    )


def test_no_text_of_a_form_is_written_down_a_second_time() -> None:
    asked = [text for text in texts_of_forms() if text]
    assert len(asked) > 16
    code = [found.text for found, _ in shown.in_code()]
    assert [text for text in code if any(one in text for one in asked)] == []


def test_a_list_of_this_year_may_be_released_and_says_what_to_look_up() -> None:
    done = run("check_crisis_list", datetime(2026, 12, 1, tzinfo=UTC))
    assert done.returncode == 0, done.stderr
    assert "samaritans.org" in done.stdout


@pytest.mark.parametrize("script", ["check_crisis_list", "build_deb"])
def test_nothing_is_released_with_an_old_list(script: str) -> None:
    done = run(script, datetime(2028, 1, 1, tzinfo=UTC))
    assert done.returncode == 1
    assert "more than 12 months ago" in done.stderr
