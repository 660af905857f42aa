"""A rulebook on paper: its own texts, the office's names, our words."""

import io
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

import verbale
from tests.engines.paper.documents import needs_cjk
from tests.records.rows import make
from tests.rulebooks import in_force
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_draft, policy_paper
from verbale.domain.spine.fact_words import FACTS, OUTCOMES, OWN_VALUES, VALUES, _further, fact_in, value_in
from verbale.engines.paper import NoPhrases
from verbale.engines.rules import supply
from verbale.kernel.errors import VerbaleError
from verbale.records import models as records
from verbale.records.policy_draft import DraftState

pytestmark = pytest.mark.django_db
BOOKS = Path(verbale.__file__).parent / "rulebooks"
FIRST = (BOOKS / "supply-1964.dmn").read_bytes()


@pytest.fixture
def policy(admin, now):
    return policies.define(code="supply", titles={"en": "Supply of literature", "zh": "资料提供办法"}, by=admin, at=now)


@pytest.fixture
def version(policy, admin, now):
    make(records.Authority, code="committee", titles={"de": "Der Ausschuss"})
    return in_force(policy, FIRST, name="a.dmn", day=date(1964, 2, 18), by=admin, at=now)


def said(data):
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(io.BytesIO(data)))
    return re.sub(r"\s+", "", text)


def holds(data, *words):
    text = said(data)
    return [word for word in words if re.sub(r"\s+", "", word) not in text] == []


@needs_cjk
def test_both_languages_stand_on_it(version):
    data = policy_paper.draw(version, ["en", "zh"])
    assert holds(
        data, "Supply of literature", "资料提供办法", "18 February 1964", "1964年2月18日",
        "Approved by: Director, Dora", "Rule 16", "规则16", "The first rule that applies decides.", "Outcome: Refuse",
        "Distribution: confidential", "Distribution: unknown", "不明", "Batch: yes",
        "原则七：保密资料只通过双边合作办理", "Principle 7: confidential items go through bilateral cooperation only",
        version.rulebook_sha256,
    )  # fmt: skip


def test_languages_that_gettext_does_not_know(version):
    data = policy_paper.draw(version, ["de", "ru"])
    assert holds(
        data, "Regel 3", "Verbreitung: vertraulich", "распространение: конфиденциальное", "Правило 3",
        "“Der Ausschuss”", "No principle covers",
    )  # fmt: skip


def test_what_says_nothing_is_left_out(version):
    text = said(policy_paper.draw(version, ["en"]))
    assert ":null" not in text
    assert ":-" not in text
    assert "Rule16Whateverisasked" in text


def test_equal_facts_give_equal_bytes(version):
    assert policy_paper.draw(version, ["en"]) == policy_paper.draw(version, ["en"])


def test_a_draft_is_printed_even_with_errors(policy, desk, now):
    bad = FIRST.replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
    draft = policy_draft.draft(policy=policy, rulebook=bad, file_name="a.dmn", by=desk, at=now)
    assert draft.state == DraftState.DRAFT
    assert holds(policy_paper.draw(draft, ["en"]), "Draft: 1 (", 'Distribution: "open', draft.rulebook_sha256)


@pytest.mark.parametrize("languages", [["xx"], [], ["en", "en"], ["en", "de", "ru"]])
def test_languages_are_one_or_two_known_ones(version, languages):
    with pytest.raises(VerbaleError):
        policy_paper.draw(version, languages)
    assert issubclass(NoPhrases, VerbaleError)


def test_every_word_of_the_interface_is_known_in_every_language():
    words = {*FACTS, *OUTCOMES, *VALUES, *(value for values in OWN_VALUES.values() for value in values)}
    missing = {language: sorted(words - known.keys()) for language, known in _further().items()}
    assert missing == {"ru": [], "ko": [], "de": [], "fr": []}
    assert set(supply.INPUTS) | set(supply.OUTPUTS) == set(FACTS)


def test_words_by_language():
    assert [fact_in(one, "distribution") for one in ("en", "de", "sv")] == ["Distribution", "Verbreitung", None]
    assert [value_in("de", value, fact) for value, fact in (("open", "distribution"), ("supply", "outcome"))] == [
        "offen", "liefern",
    ]  # fmt: skip
    assert (value_in("en", "open", "partner"), value_in("en", "weather", "kind"), fact_in("en", "weather")) == (
        None,
    ) * 3
