"""A statute in the pages: read as settings and duties, proposed from an example or a form, changed by a counter."""

from __future__ import annotations

import pytest

from tests.domain.cycle.sitting import found
from tests.domain.spine.other_side import OtherSide
from tests.web.test_session import board, words
from tests.web.test_text import concluded, sides
from verbale.domain.cycle import statute, statute_change
from verbale.domain.cycle.statute import Span
from verbale.domain.spine import text as texts
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records.text import Text, TextAct, TextKind

__all__ = ["board", "sides"]


@pytest.fixture
def bare(board):
    """The board, and a commission that has no statute."""
    Text.objects.filter(text_kind=TextKind.STATUTE).update(in_force="")
    board.bare = found(board)
    return board


@pytest.fixture
def real(board, sides):
    """The board, whose statute both sides concluded by their acts."""
    revision = agreement.Revision.of_json(board.statute.revisions.get().content)
    board.statute.revisions.all().delete()
    Text.objects.filter(pk=board.statute.pk).delete()
    board.sides, board.statute = sides, concluded(sides, revision)
    return board


def form_of(client, address):
    """What a form would send if nothing were typed."""
    answer = client.get(address)
    assert answer.status_code == 200
    sent = {}
    for field in answer.context["form"]:
        value = field.value()
        if isinstance(field.field, type(answer.context["form"].fields["agenda"])):
            number, unit = field.field.widget.decompress(value)
            sent |= {f"{field.name}_0": "" if number is None else number, f"{field.name}_1": unit}
        elif value not in (None, False):
            sent[field.name] = value
    return sent


def latest(text):
    act = TextAct.objects.filter(text=text, side="OURS", body__kind="propose").order_by("number").last()
    return agreement.Revision.of_json(text.revisions.get(hash=act.body["revision"]).content)


def test_readers_and_writers(real):
    board = real
    read = [f"/statutes/{board.commission.pk}", f"/statutes/{board.statute.pk}"]
    write = [f"{each}/propose" for each in read]
    for role in ("desk", "approver", "administrator", "auditor", "librarian"):
        client = board.client(role)
        may = (403 if role == "librarian" else 200, 200 if role == "desk" else 403)
        for addresses, status in zip((read, write), may, strict=True):
            assert {each: client.get(each).status_code for each in addresses} == dict.fromkeys(addresses, status)
        assert ("Propose a change" in words(client.get(read[0]))) is (role == "desk")
    assert board.client("desk").get("/statutes/x").status_code == 404


def test_a_statute_is_read_as_settings_and_duties(real):
    shown = words(real.client("auditor").get(f"/statutes/{real.commission.pk}"))
    for said in (
        "Delegates of each side at least 2", "Sessions a year 1", "Host the sides by turns",
        "Hosts the first session OURS", "Agenda told 2 months before the first day",
        "Minutes concluded on the last day", "Our report due 2 days after the last day",
        "Costs the host pays the organisation, each side its own delegation",
        "Interim agreements are ratified at the next session", "1 Exchange of books 交换书籍",
        "10 other issues Other issues 其他问题",
    ):  # fmt: skip
        assert said in shown, said


@pytest.mark.parametrize(("example", "duties", "force"), [("ten-duties", 10, "signature"), ("today", 6, "approval")])
def test_an_example_is_proposed_as_it_is(bare, example, duties, force):
    client, address = bare.client("desk"), f"/statutes/{bare.bare.pk}/propose?example={example}"
    sent = form_of(client, address)
    answer = client.post(address, sent | {"note": "As in 1957"})
    assert answer.status_code == 302, words(answer)
    text = statute_change.standing_text(bare.bare)
    assert answer.headers["Location"] == f"/texts/{text.pk}"
    read = statute.read(text, latest(text))
    assert (len(read.duties), read.terms.force, read.languages) == (duties, force, ("en", "zh"))
    assert read.duties[-1].other
    shown = words(client.get(f"/statutes/{bare.bare.pk}"))
    assert "Nothing of it is in force yet." in shown
    assert "Proposal of OURS" in shown


def test_a_statute_is_written_by_its_form(bare):
    client, address = bare.client("desk"), f"/statutes/{bare.bare.pk}/propose"
    sent = form_of(client, address) | {
        "delegates": 4, "least": 1, "most": 2, "host": "FI-NHI", "agenda_0": 6, "agenda_1": "W", "costs": "shared",
        "prevails": "zh", "duties_en": "1. Books\n\n2. Maps\r\n\r\n3. Others",
        "duties_zh": "1、书\n\n2. 地图\n\n3. 其他",
        "other_duty": "3",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    text = statute_change.standing_text(bare.bare)
    read = statute.read(text, latest(text))
    assert (read.terms.delegates, read.terms.sessions, read.terms.host, read.terms.agenda, read.terms.costs) == (
        4, (1, 2), "FI-NHI", Span("P6W"), "shared"
    )  # fmt: skip
    assert [(one.number, dict(one.words), one.other) for one in read.duties] == [
        ("1", {"en": "Books", "zh": "书"}, False), ("2", {"en": "Maps", "zh": "地图"}, False),
        ("3", {"en": "Others", "zh": "其他"}, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"least": 3, "most": 2}, "cannot stand in a statute"), ({"delegates": 0}, "greater than or equal to 1"),
        ({"duties_zh": "1. 书"}, "have other numbers than"), ({"other_duty": "77"}, "No duty has this number."),
        ({"agenda_0": ""}, "Give a number; 0 for none."), ({"agenda_0": "5", "agenda_1": "x"}, "cannot stand"),
        ({"title_en": ""}, "This field is required"), ({"host": "XX"}, "Select a valid choice"),
        ({"duties_en": "other. A\n\n2. B", "duties_zh": "other. 甲\n\n2. 乙"}, "give it a number"),
    ],
)  # fmt: skip
def test_a_statute_that_cannot_be_is_refused_and_nothing_typed_is_lost(bare, wrong, said):
    client, address = bare.client("desk"), f"/statutes/{bare.bare.pk}/propose"
    sent = form_of(client, address) | {"note": "Kept as typed"} | wrong
    if "duties_en" in wrong:
        sent["other_duty"] = ""
    answer = client.post(address, sent)
    assert answer.status_code in (400, 409, 422), answer.status_code
    assert said in words(answer)
    assert "Kept as typed" in words(answer)
    assert not TextAct.objects.exists()


def test_a_change_keeps_what_the_form_does_not_show(bare):
    revision = statute.draft(
        titles={"en": "Statute"}, terms=statute.Terms(bare.bare.pk, agenda=Span("P1M2W")), words={"en": "Terms."},
        duties=[statute.Duty("1", {"en": "Books"}), statute.Duty("2a", {"en": "Maps\nand charts"})],
        headings={"duty": {"en": "Duty"}},
    )  # fmt: skip
    more = agreement.Article("x", {"en": "Seal"}, {"en": "The seal is round."}, facts={"seal": True})
    whole = agreement.Revision("statute", ("en",), revision.title, (*revision.articles, more))
    text = texts.open_text(partner=bare.partner, revision=whole, by=bare.office.desk, at=bare.at())
    client, address = bare.client("desk"), f"/statutes/{text.pk}/propose"
    sent = form_of(client, address) | {"costs": "own"}
    assert client.post(address, sent).status_code == 302
    new = latest(text)
    kept = [(one.identifier, dict(one.text), dict(one.heading), one.roles) for one in new.articles]
    assert kept == [(one.identifier, dict(one.text), dict(one.heading), one.roles) for one in whole.articles]
    read = statute.read(text, new)
    assert (read.terms.agenda, read.terms.costs, new.article("x")) == (Span("P1M2W"), "own", more)


def test_the_partners_proposal_is_countered_and_its_changes_are_shown(board, clock):
    theirs = OtherSide(board.partner, lambda: clock.forward(minutes=1))
    kept = board.statute.revisions.get()
    first = agreement.Revision.of_json(kept.content)
    text = texts.open_text(partner=board.partner, revision=first, by=board.office.desk, at=board.at())
    Text.objects.filter(pk=board.statute.pk).update(in_force="")
    other = statute.read(text, first)
    said = statute_change.redrafted(
        first, titles=first.title, terms=statute.Terms(board.commission.pk, costs="shared", first_host="OURS"),
        words={"en": "Terms.", "zh": "条款。"}, duties=other.duties,
    )  # fmt: skip
    theirs.does(Kind.PROPOSE, text, said)
    shown = words(board.client("auditor").get(f"/statutes/{text.pk}"))
    assert "Proposal of FI-NHI" in shown
    assert "both sides bear everything together" in shown
    client, address = board.client("desk"), f"/statutes/{board.commission.pk}/propose"
    sent = form_of(client, address)
    assert sent["costs"] == "shared"
    assert client.post(address, sent | {"costs": "own"}).headers["Location"] == f"/texts/{text.pk}"
    assert statute.read(text, latest(text)).terms.costs == "own"


def test_an_unfounded_commission_has_no_statute_to_propose(board):
    article = agreement.Article("1", {}, {"en": "Founded."})
    revision = agreement.Revision("commission", ("en",), {"en": "Soil commission"}, (article,))
    text = texts.open_text(partner=board.partner, revision=revision, by=board.office.desk, at=board.at())
    client = board.client("desk")
    assert "not founded yet" in words(client.get(f"/statutes/{text.pk}"))
    assert client.get(f"/statutes/{text.pk}/propose").status_code == 409


def test_a_change_of_what_is_in_force_shows_its_settings_side_by_side(real):
    client = real.client("desk")
    sent = form_of(client, f"/statutes/{real.statute.pk}/propose") | {"delegates": 5, "agenda_0": 3}
    assert client.post(f"/statutes/{real.statute.pk}/propose", sent).status_code == 302
    shown = words(real.client("auditor").get(f"/statutes/{real.commission.pk}"))
    assert "Delegates of each side at least 2 at least 5" in shown
    assert "Agenda told 2 months before the first day 3 months before the first day" in shown
    assert "In force Concluded, in force" in shown
