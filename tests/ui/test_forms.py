"""Standard forms in a whole house: verbatim, off by default, and nothing said of a total."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from journal_app import resources, storage
from journal_app.domain import forms
from journal_app.domain.clock import Moment
from journal_app.domain.entry import Kind, Part, PartId
from journal_app.domain.forms import Form
from journal_app.domain.settings import THEMES
from journal_app.media.form import told
from journal_app.services.forms import Chosen, Forms
from journal_app.services.openentry import OpenEntry
from journal_app.ui import copytext
from journal_app.ui.editors.form import FormEditor
from journal_app.ui.pages.forms import FormsPage
from journal_app.ui.pages.home import HomePage
from journal_app.ui.pages.journal import JournalPage
from journal_app.ui.pages.support import SupportPage
from journal_app.ui.pages.tracking import TrackingPage
from journal_app.ui.widgets.item9 import Item9Card
from journal_app.ui.widgets.offerline import OfferLine
from tests.guest import Enter, Guest, enter, fakes, keychain
from tests.ui import checks

__all__ = ["enter", "fakes", "keychain"]

DATA = resources.text("instruments")


@pytest.fixture
def guest(enter: Enter) -> Guest:
    made = enter()
    made.wait_until_open()
    return made


def begin(guest: Guest, form_id: str = "phq9") -> FormEditor:
    guest.workspace.go("begin", (Kind.FORM, form_id))
    return guest.see(FormEditor)


def want(guest: Guest, *on: str) -> None:
    Forms(guest.session.journal, guest.workspace._tools.calendar).choose(Chosen(on)).result(20)
    guest.workspace.go_home()


def key(guest: Guest, pressed: str) -> None:
    guest.fill(pressed)


def kept(guest: Guest) -> list[Form]:
    guest.wait_until_kept()
    today = guest.workspace._tools.calendar.today()
    found = guest.session.journal.ask(storage.noted.of_kind, Kind.FORM, today).result(20)
    return [forms.read(one.body) for one in found]


def shown(widget: QWidget) -> list[str]:
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return labels + [one.text() for one in widget.findChildren(QPushButton) if one.isVisible()]


@pytest.mark.parametrize("form_id", forms.ALL)
def test_every_item_is_shown_as_it_was_published(guest: Guest, form_id: str) -> None:
    raw = DATA[form_id]
    assert isinstance(raw, dict)
    editor = begin(guest, form_id)
    for item in raw["items"]:
        seen = shown(editor)
        assert {raw["stem"], item, raw["attribution"], *raw["options"]} <= set(seen)
        key(guest, "1")
    if "functional" in raw:
        assert {raw["functional"]["stem"], *raw["functional"]["options"]} <= set(shown(editor))
        key(guest, "1")
    assert f"{raw['name']} total: 0" in shown(editor)
    (form,) = kept(guest)
    assert form.answers == (0,) * len(raw["items"])


def test_what_is_left_out_leaves_no_total(guest: Guest) -> None:
    editor = begin(guest, "gad7")
    for pressed in "4444440":
        key(guest, pressed)
    assert "GAD-7: no total, for something was left out" in shown(editor)
    (form,) = kept(guest)
    assert form.answer(6) is None


def test_no_range_is_named_until_somebody_asks_about_the_form(guest: Guest) -> None:
    editor = begin(guest, "gad7")
    for _ in range(7):
        key(guest, "4")
    names = [name for _low, _high, name in forms_bands("gad7")]
    assert not any(name in text for name in names for text in shown(editor))
    guest.button(editor, "About this form").click()
    assert any("15–21 severe" in text for text in shown(editor))


def forms_bands(form_id: str) -> list[tuple[int, int, str]]:
    raw = DATA[form_id]
    assert isinstance(raw, dict)
    return [tuple(one) for one in raw["bands"]]


@pytest.mark.parametrize("answer", ["2", "3", "4"])
def test_the_card_stands_below_item_nine_and_keeps_nobody(guest: Guest, answer: str) -> None:
    editor = begin(guest)
    for _ in range(8):
        key(guest, "1")
    (card,) = editor.findChildren(Item9Card)
    assert not card.isVisible()
    key(guest, answer)
    assert card.isVisible()
    assert copytext.section("item9_card")["title"] in shown(card)
    here = QApplication.focusWidget()
    assert isinstance(here, QPushButton)
    assert here.isChecked()  # the answer still has the keyboard
    guest.press("Tab")
    assert QApplication.focusWidget() is card.open_support
    card.open_support.click()
    assert guest.house.window.findChildren(SupportPage)[0].isVisible()
    guest.press("Esc")
    assert card.isVisible()
    card.go_on.click()
    assert not card.isVisible()
    key(guest, "1")
    assert "PHQ-9 total: " + str(int(answer) - 1) in shown(editor)


def test_item_nine_answered_with_none_shows_no_card(guest: Guest) -> None:
    editor = begin(guest)
    for _ in range(9):
        key(guest, "1")
    assert not editor.findChildren(Item9Card)[0].isVisible()


def offered(guest: Guest) -> str:
    guest.session.journal.ask(storage.entries.newest, 1).result(20)
    guest.qtbot.wait(0)
    home = guest.see(HomePage)
    lines = [line for line in home.findChildren(OfferLine) if line.isVisible()]
    return lines[0].findChildren(QLabel)[0].text() if lines else ""


def test_one_that_is_switched_on_is_offered_and_put_off_for_two_weeks(guest: Guest) -> None:
    guest.workspace.go_home()
    assert offered(guest) == ""
    want(guest, "gad7")
    guest.qtbot.waitUntil(lambda: offered(guest).startswith("GAD-7"), timeout=20_000)
    guest.button(guest.see(HomePage), "Not this one").click()
    guest.qtbot.waitUntil(lambda: offered(guest) == "", timeout=20_000)


def test_the_journal_leads_to_forms_only_while_one_is_on(guest: Guest) -> None:
    def leads() -> bool:
        page = guest.see(JournalPage)
        return any(b.text() == "Questionnaires" and b.isVisible() for b in buttons(page))

    guest.press("Ctrl+J")
    assert not leads()
    want(guest, "phq8")
    guest.press("Ctrl+J")
    guest.qtbot.waitUntil(leads, timeout=20_000)
    guest.button(guest.see(JournalPage), "Questionnaires").click()
    page = guest.see(FormsPage)
    guest.qtbot.waitUntil(lambda: "Fill in PHQ-8" in shown(page), timeout=20_000)


def buttons(page: QWidget) -> list[QPushButton]:
    return page.findChildren(QPushButton)


def test_the_history_has_every_item(guest: Guest) -> None:
    begin(guest, "gad7")
    for pressed in "1234123":
        key(guest, pressed)
    kept(guest)
    guest.workspace.go_home()
    guest.workspace.go("forms")
    page = guest.see(FormsPage)
    guest.qtbot.waitUntil(lambda: "GAD-7" in shown(page), timeout=20_000)
    seen = shown(page)
    raw = DATA["gad7"]
    assert isinstance(raw, dict)
    assert set(raw["items"]) <= set(seen)
    assert "9" in seen  # 0+1+2+3+0+1+2


def test_the_history_goes_back_to_the_first_one(guest: Guest) -> None:
    journal, clock = guest.session.journal, guest.session.clock
    for month in range(1, 7):
        entry = OpenEntry(journal, clock, day=date(2026, month, 2))
        form = Form("gad7", (0,) * 6 + (month % 4,))
        entry.new_part(Kind.FORM, asked="gad7").put(forms.body(form))
        entry.set_aside()
    guest.workspace.go("forms")
    page = guest.see(FormsPage)
    guest.qtbot.waitUntil(lambda: "2 Jun\n2026" in shown(page), timeout=20_000)
    assert "2 Jan\n2026" not in shown(page)
    earlier = guest.button(page, "GAD-7: Earlier ones")
    earlier.setFocus()
    earlier.click()
    assert "2 Jan\n2026" in shown(page)
    assert earlier.isHidden()
    here = QApplication.focusWidget()
    assert here is guest.button(page, "GAD-7: Later ones")
    here.click()
    assert "2 Jun\n2026" in shown(page)


def test_what_is_not_scored_is_shown_in_its_entry() -> None:
    form = Form("phq9", (0,) * 9, functional=2)
    part = Part(PartId("p"), Kind.FORM, 0, Moment(0, 0, "UTC"), body=forms.body(form))
    assert told(part)[-1].endswith("get along with other people? Very difficult")
    bare = replace(part, body=forms.body(Form("phq9", (0,) * 9)))
    assert told(bare)[-1].endswith("in some way: Not at all")


def test_everything_is_off_until_somebody_says(guest: Guest) -> None:
    page = guest.go_aside("tracking")
    assert isinstance(page, TrackingPage)
    guest.qtbot.waitUntil(lambda: "phq9" in page._switches, timeout=20_000)
    assert [name for name, switch in page._switches.items() if switch.on] == ["checkin"]
    page._switches["phq8"].button.click()
    ask = Forms(guest.session.journal, guest.workspace._tools.calendar)
    guest.qtbot.waitUntil(lambda: ask.chosen().result(20).on == ("phq8",), timeout=20_000)


@pytest.mark.parametrize("size", [1.0, 2.0])
@pytest.mark.parametrize("theme", THEMES)
def test_every_item_can_be_read_and_hit(guest: Guest, theme: str, size: float) -> None:
    guest.house.use(guest.house.preferences.with_theme(theme).with_text_size(size))
    guest.house.window.resize(960, 640)
    editor = begin(guest)
    for before, _after in pairwise(range(12)):
        guest.qtbot.wait(0)
        page = guest.house.window.page
        assert page is not None
        checks.nothing_is_clipped(page)
        checks.all_is_large_enough(page, dim=theme == "afterglow")
        checks.all_has_a_name(page)
        if before == 8:  # with its card
            editor._answer(1)
            editor._onward()
        else:
            editor._leave_out()
