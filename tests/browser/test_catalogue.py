"""Catalogues, rules, the log, pouches and accounts in a real browser; an import and an order done by hand."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.browser.pages import WIDTHS, faults, sign_in
from tests.web.conftest import PASSWORD, enter
from tests.web.shelf import ITEMS, RULEBOOK, shelf, sound_pdf, source
from tests.web.test_dispatch import queued, refused, released, sealed
from tests.web.test_need import arrived, cited, draft, sent
from tests.web.test_partner_account import owed, promised
from tests.web.test_policy import defined
from verbale.domain.cycle import need as needs
from verbale.domain.cycle import rulebook
from verbale.domain.spine import correspondence, document, instrument, marking, policy_draft
from verbale.journeys import work
from verbale.records.holding import Edition
from verbale.records.job import Job
from verbale.records.need import Need

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["enter", "shelf"]


@pytest.fixture
def stocked(shelf, add_person):
    """Something on every page; gives the addresses of all of them."""
    shelf.office.boss = add_person("desk", "administrator", "librarian", handle="boss", name="Ada Keller")
    at = shelf.clock.now()
    for code, bars in (("open", False), ("for reference only", True)):
        marking.define(
            code=code, texts={"en": code.upper(), "zh": "仅供参考"}, bars_onward_release=bars,
            by=shelf.office.administrator, at=at,
        )  # fmt: skip
    shelf.lookups()
    edition = shelf.edition("Annals of Hydrology", "雪与冰", "Ежегодник почвоведения", "Snow and Ice")
    version = shelf.policy()
    offer = shelf.offer(edition)
    received = shelf.received()
    paper = instrument.record(
        title="Report on the supply of scientific literature to the partner", dated="1964-11", grade="internal",
        serials=["No. 17"], seals=["Committee"], distribution=["Institute A", "Institute B"],
        archive_reference="State Archive, fonds 4", by=shelf.office.desk, at=at,
    )  # fmt: skip
    for what, on in (("submitted", "1964-09"), ("approved", "../1964-11-03")):
        instrument.add_step(instrument=paper, what=what, who="the council", on=on, by=shelf.office.desk, at=at)
    file = document.examine(shelf.stored(sound_pdf(), "scan.pdf"))
    with transaction.atomic():
        document.attach(
            thing=paper, file=file, role="scan", file_name="scan.pdf", title="The signed paper", by=None, at=at
        )
    asked = correspondence.log(
        what="instruction asked", on="1964-11", said_by="the desk", subject="May these be supplied?",
        text="The partner asks for six copies.\n\nWhat may be answered?", partner=shelf.partner, by=shelf.office.desk,
        at=at,
    )  # fmt: skip
    waiting, came, open_draft = sent(shelf), arrived(shelf), cited(shelf, draft(shelf, role="boss"))
    needs.questioned(partner=shelf.partner, identifier=waiting.pk, question="Which volume?", at=at)
    promised(shelf, 3, arrived=1)
    owed(shelf)
    pouch = sealed(shelf)
    queued(shelf)
    odd = refused(shelf)
    released(shelf)
    failed = work.ask_import(
        file=shelf.stored(b"%PDF", "odd.pdf"), name="odd.pdf", distribution="open", reason="a test",
        by=shelf.office.boss, at=at,
    )  # fmt: skip
    work.run_job.call(failed.pk)
    shelf.clock.moment += timedelta(days=2)
    shelf.pages = [
        "/editions", "/editions/import", f"/editions/{edition.pk}?q=snow", f"/editions/{edition.pk}/records/0",
        "/lookups", "/offers", "/offers/publish", f"/offers/{offer.pk}", f"/jobs/{failed.pk}",
        "/catalogues", f"/catalogues/{received.pk}?q=soil", f"/catalogues/{received.pk}?q=rivver",
        f"/catalogues/{received.pk}?language=eng&choose=all", "/catalogues/help",
        f"/catalogues/{received.pk}/items/{ITEMS[0].identifier}", "/needs", "/needs/open",
        f"/needs/{open_draft.need_id}", f"/needs/{waiting.need_id}", f"/needs/lines/{waiting.pk}",
        f"/needs/lines/{came.pk}", "/policies?on=1970-01-01", "/policies/define", f"/policies/{version.policy_id}",
        f"/policies/{version.policy_id}/draft", f"/policies/{version.policy_id}/use",
        f"/policy-drafts/{version.draft_id}", f"/policy-drafts/{amended(shelf, version)}",
        f"/policies/{version.policy_id}/compare", f"/policy-versions/{version.pk}",
        "/instruments", "/instruments/record", f"/instruments/{paper.pk}", f"/instruments/{paper.pk}/step",
        f"/instruments/{paper.pk}/scan", "/caveats", "/caveats/define?code=open", "/marks",
        "/correspondence", "/correspondence/log", f"/correspondence/{asked.pk}",
        "/pouches", f"/pouches/{pouch.pk}", "/arrivals", f"/arrivals/{odd.pk}", "/releases",
        "/accounts", "/accounts/FI-NHI", "/accounts/FI-NHI?state=overdue",
    ]  # fmt: skip
    return shelf


@pytest.mark.parametrize(("scheme", "widths"), [("light", WIDTHS), ("dark", WIDTHS[:1])])
def test_every_page(page, live_server, stocked, settings, scheme, widths):
    settings.DEMO = True
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, "boss", PASSWORD)
    assert [fault for one in stocked.pages for fault in faults(page, live_server.url + one, widths)] == []


def test_every_page_with_nothing_on_it(page, live_server, shelf, settings):
    settings.DEMO = True
    sign_in(page, live_server, "desk", PASSWORD)
    empty = [
        "/editions", "/lookups", "/offers", "/catalogues", "/needs", "/policies", "/instruments", "/caveats", "/marks",
        "/correspondence", "/pouches", "/arrivals", "/releases", "/accounts", "/accounts/FI-NHI",
    ]  # fmt: skip
    assert [fault for one in empty for fault in faults(page, live_server.url + one)] == []


def test_an_order_is_chosen_from_the_catalogue_and_sent(page, live_server, shelf, settings):
    settings.DEMO = True
    shelf.received()
    sign_in(page, live_server, "librarian", PASSWORD)
    with page.expect_navigation():
        page.click("nav a:has-text('To order from')")
    page.fill("main input[type=search]", "soils frost")
    with page.expect_navigation():
        page.click("main button:has-text('Search')")
    with page.expect_navigation():
        page.click("text=Frost heave of soils")
    page.click("text=Begin an order")
    page.select_option("[name=route]", "information institute")
    page.fill("[name=purpose]", "for a survey of roads")
    with page.expect_navigation():
        page.click("button:has-text('Begin the order')")
    page.fill("[name=copies]", "2")
    with page.expect_navigation():
        page.click("button:has-text('Add to the order')")
    page.fill("[name=citation]", "Laine, A. River ice. 1963")
    with page.expect_navigation():
        page.click("button:has-text('Add the line')")
    with page.expect_navigation():
        page.click("button:has-text('Send the order')")
    assert page.is_visible(".banner--success")
    need = Need.objects.get()
    assert f"Our order {need.number}" in page.inner_text("h1")
    assert [(line.citation, line.copies, line.state) for line in need.lines.order_by("position")] == [
        ("Aino Laine. Frost heave of soils. Nordic Press. 1961", 2, "sent"),
        ("Laine, A. River ice. 1963", 1, "sent"),
    ]


def test_many_items_are_ordered_by_keyboard(page, live_server, shelf, settings):
    settings.DEMO = True
    received = shelf.received()
    sign_in(page, live_server, "librarian", PASSWORD)
    page.goto(f"{live_server.url}/catalogues/{received.pk}?order=title")
    page.focus(f"[name=item][value='{ITEMS[0].identifier}']")
    for key in ("Space", "Tab", "Tab", "Space"):
        page.keyboard.press(key)
    page.select_option("[name=route]", "information institute")
    page.focus("button:has-text('Put them on the order')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.is_visible(".banner--success")
    assert sorted(line.item for line in Need.objects.get().lines.all()) == [ITEMS[0].identifier, ITEMS[2].identifier]


def test_an_import_is_followed_until_its_result(page, live_server, shelf, settings, tmp_path):
    settings.DEMO = True
    sign_in(page, live_server, "desk", PASSWORD)
    page.goto(f"{live_server.url}/editions/import")
    (tmp_path / "source.mrc").write_bytes(source("Annals of Hydrology", "Snow and Ice"))
    page.set_input_files("[name=source]", tmp_path / "source.mrc")
    page.select_option("[name=distribution]", "open")
    page.fill("[name=reason]", "the public catalogue")
    page.click("main button:has-text('Import')")
    page.wait_for_selector("progress[max='3']")
    assert "Waiting" in page.inner_text(".progress")
    shelf.clock.forward(seconds=15)
    page.wait_for_selector("text=verbale worker")
    work.run_job.call(Job.objects.get().pk)
    with page.expect_navigation():
        page.click("text=See the result")
    assert page.url.endswith(f"/editions/{Edition.objects.get().pk}")
    assert page.locator("progress").count() == 0


def amended(shelf, version):
    """A draft with cases and findings, which would supersede the version."""
    book = RULEBOOK.with_name("supply-1964-amended.dmn")
    cases = book.with_suffix(".cases.md")
    draft = policy_draft.draft(
        policy=version.policy, rulebook=book.read_bytes(), file_name=book.name, cases=cases.read_bytes(),
        cases_name=cases.name, by=shelf.office.desk, at=shelf.clock.now(), note="Two amendments",
    )  # fmt: skip
    rulebook.check(draft=draft, by=shelf.office.desk, at=shelf.clock.now())
    return draft.pk


def test_a_bad_cell_is_named_and_led_to(page, live_server, shelf, settings, tmp_path, add_person):
    settings.DEMO = True
    policy = defined(shelf)
    bad = tmp_path / "bad.dmn"
    bad.write_bytes(RULEBOOK.read_bytes().replace(b'<text>"open"</text>', b'<text>"open</text>', 1))
    sign_in(page, live_server, "administrator", PASSWORD)
    page.goto(f"{live_server.url}/policies/{policy.pk}/draft")
    page.set_input_files("[name=rulebook]", bad)
    for act in ("Draft it", "Check it"):
        with page.expect_navigation():
            page.click(f"main button:has-text('{act}')")
    page.click("#findings + ul a:has-text('column')")
    page.wait_for_url("**#d1-7")
