"""A rulebook as a paper: tagged, in one language or two, equal for equal facts."""

import io
import re
from dataclasses import replace
from datetime import date

import pikepdf
import pypdfium2
import pytest

from tests.engines.paper.documents import needs_cjk
from verbale.engines.paper import BadLetter, NoPhrases, PaperDecision, PaperRule, RulebookPaper, rulebook

DAY = date(1964, 2, 18)
RULES = (
    PaperRule(1, (), (("Outcome", "refuse"),), (("clause", "general"),)),
    PaperRule(
        2,
        (({"en": "Distribution", "de": "Verbreitung", "zh": "分发范围"}, {"en": "open", "de": "offen", "zh": "公开"}),),
        (("Outcome", "supply"),),
    ),
)  # fmt: skip
PAPER = RulebookPaper(
    title={"en": "Supply", "de": "Lieferung", "zh": "提供办法"},
    facts=(({"en": "Version", "de": "Fassung", "zh": "版本"}, "1"),),
    decisions=(PaperDecision("supply", "F", RULES), PaperDecision("year", text="floor(date.year / 10)")),
    sha256="ab" * 32,
)


def words(data):
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in pages))


def test_one_language():
    said = words(rulebook(PAPER, languages=["en"], day=DAY))
    for part in ("Supply", "Version: 1", "The first rule that applies decides.", "Rule 1 Whatever is asked Then",
                 "Rule 2 If Distribution: open Then Outcome: supply", "clause: general", "floor(date.year / 10)",
                 "SHA-256 of the file that decides " + "ab" * 32):  # fmt: skip
        assert part in said, part
    assert "Verbreitung" not in said


@needs_cjk
@pytest.mark.parametrize("languages", [("en", "zh"), ("zh", "de")])
def test_two_languages_side_by_side(languages):
    said = words(rulebook(PAPER, languages=languages, day=DAY)).replace(" ", "")
    told = {"en": "Distribution:open", "zh": "分发范围：公开", "de": "Verbreitung:offen"}
    assert {one for one, text in told.items() if text in said} == set(languages)


def test_it_is_a_tagged_table_with_a_head():
    data = rulebook(PAPER, languages=["en", "de"], day=DAY)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = [str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
    assert {"/Table", "/TH", "/TD", "/H1", "/H2"} <= set(tags)


def test_equal_facts_give_equal_bytes():
    assert rulebook(PAPER, languages=["en"], day=DAY) == rulebook(PAPER, languages=["en"], day=DAY)
    assert rulebook(PAPER, languages=["en"], day=DAY) != rulebook(PAPER, languages=["en"], day=date(1970, 1, 1))


@pytest.mark.parametrize("hit", ["U", "A", "F", "P", "R", "C+"])
def test_every_hit_policy_is_said(hit):
    paper = replace(PAPER, decisions=(replace(PAPER.decisions[0], hit=hit),))
    assert words(rulebook(paper, languages=["en"], day=DAY)).count("appl") + (hit in ("R", "C+")) >= 1


def test_hundreds_of_rules_go_over_pages():
    many = tuple(replace(RULES[1], number=number) for number in range(1, 301))
    data = rulebook(replace(PAPER, decisions=(PaperDecision("supply", "F", many),)), languages=["en", "de"], day=DAY)
    assert "Rule 300" in words(data)
    assert len(pypdfium2.PdfDocument(io.BytesIO(data))) > 10


@pytest.mark.parametrize(
    ("languages", "error"),
    [(["xx"], NoPhrases), ([], BadLetter), (["en", "en"], BadLetter), (["en", "de", "ru"], BadLetter)],
)
def test_languages_are_one_or_two_known_ones(languages, error):
    with pytest.raises(error):
        rulebook(PAPER, languages=languages, day=DAY)


def test_no_text_is_read_as_markup():
    tricky = replace(PAPER, title="#panic() *x* $y$ @z", decisions=(PaperDecision("= #eval", text='#read("x")'),))
    said = words(rulebook(tricky, languages=["en"], day=DAY))
    assert "#panic() *x* $y$ @z" in said
    assert '#read("x")' in said
