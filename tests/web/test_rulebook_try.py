"""Facts in a form, and the verdict of a draft or a version with its reasons; without JavaScript on a page."""

import pytest
from django.utils import translation

from tests.web.shelf import RULEBOOK, text_of
from tests.web.test_policy import brought, defined
from verbale.domain.spine import policy_draft as drafts
from verbale.engines.rules import prepare, read_model
from verbale.records.policy import PolicyVersion
from verbale.web.rulebook_try import FactsForm, told


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


def draft(shelf, data=None):
    return drafts.draft(
        policy=defined(shelf), rulebook=RULEBOOK.read_bytes() if data is None else data, file_name="supply.dmn",
        by=shelf.office.desk, at=shelf.clock.now(),
    )  # fmt: skip


def ask(shelf, address, part=False, role="auditor", **facts):
    client = shelf.client(role)
    names = {str(field.label): field.name for field in client.get(address).context["form"]}
    given = {names.get(name, name): value for name, value in facts.items()}
    return client.post(address, given, headers={"HX-Request": "true"} if part else {})


def test_a_draft_is_asked_by_a_reader(shelf):
    page = ask(shelf, f"/policy-drafts/{draft(shelf).pk}/try", Distribution='"confidential"', Year="1963")
    assert [
        words in text_of(page) for words in ("Refer", "rule 3</a> · 1964 report, principle 7", "bilateral cooperation")
    ] == [True] * 3
    assert "Distribution: confidential; the cell asks for null" in text_of(page)
    assert "rule 16</a>: it matches too, but rule 3 takes precedence" in text_of(page)
    assert page.context["form"].facts["year"] == 1963
    assert [part in page.content.decode() for part in ("<header>", 'href="#d1-3"', 'id="d1-3"')] == [True] * 3


def test_a_version_is_asked(shelf):
    policy = defined(shelf)
    brought(shelf, policy)
    address = f"/policy-versions/{PolicyVersion.objects.get().pk}"
    assert "Refuse" in text_of(ask(shelf, f"{address}/try"))
    assert f"{address}/try" in shelf.client("auditor").get(address).content.decode()


def test_what_was_edited_decides_where_it_is_given(shelf):
    address = f"/policy-drafts/{draft(shelf).pk}/try"
    edited = RULEBOOK.read_text("utf-8").replace('<text>"refuse"</text>', '<text>"supply"</text>', 1)
    page = ask(shelf, address, part=True, edited=edited)
    assert page.context["told"][0].outputs[0] == ("Outcome", "Supply")
    assert "<header>" not in page.content.decode()
    broken = ask(shelf, address, part=True, edited=edited.replace('>"supply"<', '>"supply<', 1))
    assert (broken.status_code, len(broken.context["form"].non_field_errors())) == (200, 1)


@pytest.mark.parametrize(("name", "value"), [("Year", "soon"), ("Distribution", '"secret"'), ("Series", "x" * 2001)])
def test_a_fact_that_cannot_be_is_named(shelf, name, value):
    page = ask(shelf, f"/policy-drafts/{draft(shelf).pk}/try", **{name: value})
    assert (page.status_code, len(page.context["form"].errors)) == (422, 1)


def test_reasons_are_told_in_chinese():
    with translation.override("zh-hans"):
        book = prepare(read_model(RULEBOOK.read_bytes(), name="x"))
        (one,) = told(book.decide({"distribution": "confidential"}, explain=True), book.model)
        assert one.missed[0][1].startswith("发行范围：秘密；单元格要求")
        form = FactsForm(book.model, {"fact8": "soon"})
        assert (form.is_valid(), "is not" in str(form.errors), form.fields["fact8"].help_text == "number") == (
            False,
        ) * 3


def test_a_rulebook_that_cannot_decide_says_why(shelf):
    bad = RULEBOOK.read_bytes().replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
    page = shelf.client("desk").get(f"/policy-drafts/{draft(shelf, bad).pk}/try")
    assert "rule 7" in text_of(page)
    assert shelf.client("librarian").get(f"/policy-drafts/{draft(shelf).pk}/try").status_code == 403


def test_of_several_decisions_one_is_asked(shelf):
    second = RULEBOOK.read_bytes().replace(
        b"</definitions>",
        b'<decision id="x" name="age">'
        b'<informationRequirement><requiredInput href="#input_year"/></informationRequirement>'
        b"<literalExpression><text>1964 - year</text></literalExpression></decision>"
        b"</definitions>",
    )
    page = ask(shelf, f"/policy-drafts/{draft(shelf, second).pk}/try", Decision="age", Year="1960")
    assert [each.outputs for each in page.context["told"]] == [(("age", "4"),)]
