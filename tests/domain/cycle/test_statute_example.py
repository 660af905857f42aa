"""Two statutes ready to be proposed: whole in every language, with the terms that their words say."""

import re

import pytest

from verbale.domain.cycle import statute, statute_example
from verbale.domain.cycle.statute import Span, Terms
from verbale.domain.cycle.statute_example import DoesNotPrevail, NotWrittenIn, example, of_today, ten_duties
from verbale.kernel.errors import NotFound
from verbale.records.text import Text

LANGUAGES = ("en", "zh", "ru", "de", "ko")
BOTH = [ten_duties, of_today]
COMMISSION = "7" * 26


def read(revision):
    return statute.read(Text(titles={"en": "Statute"}), revision)


def test_the_mandate_of_1957_has_ten_duties_and_the_last_admits_others():
    found = read(ten_duties(commission=COMMISSION))
    assert [(one.number, one.other) for one in found.duties] == [(str(n), n == 10) for n in range(1, 11)]
    assert found.duty("other") == found.duties[9]


def test_its_terms_are_those_that_were_proposed():
    assert read(ten_duties(commission=COMMISSION)).terms == Terms(
        COMMISSION, delegates=2, sessions=(1, 2), host="agreed", agenda=Span("P1D"), memorandum=Span("P1D"),
        delegation=Span("P1D"), minutes=Span("P0D"), report=Span("P2D"), prevails="both", force="signature",
        costs="host", interim="ratified", other_issues=True,
    )  # fmt: skip


def test_the_terms_of_today():
    found = read(of_today(commission=COMMISSION, languages=("zh", "en"), prevails="en", first_host="A"))
    assert found.terms == Terms(
        COMMISSION, delegates=3, sessions=(1, 1), host="alternating", first_host="A", agenda=Span("P2M"),
        memorandum=Span("P2W"), delegation=Span("P2W"), minutes=Span("P0D"), report=Span("P2D"), prevails="en",
        force="approval", costs="host", interim="ratified", other_issues=True,
    )  # fmt: skip
    assert [one.other for one in found.duties] == [False] * 5 + [True]


@pytest.mark.parametrize("draft", BOTH)
def test_every_language_is_there(draft):
    revision = draft(commission=COMMISSION)
    assert revision.languages == LANGUAGES
    assert revision.untranslated() == ()
    for article in revision.articles:
        assert set(article.heading) == set(article.text) == set(LANGUAGES)
        assert len(set(article.text.values())) == len(LANGUAGES)


@pytest.mark.parametrize("draft", BOTH)
def test_each_language_is_written_in_its_own_script(draft):
    scripts = {"zh": "一-鿿", "ru": "А-яё", "ko": "가-힣", "en": "A-Za-z", "de": "A-Za-zÄÖÜäöüß"}
    for article in draft(commission=COMMISSION).articles:
        for language, words in article.text.items():
            letters = [sign for sign in words if sign.isalpha()]
            assert all(re.fullmatch(f"[{scripts[language]}]", sign) for sign in letters), (article.identifier, language)


@pytest.mark.parametrize("draft", BOTH)
def test_as_many_paragraphs_in_each_language(draft):
    for article in draft(commission=COMMISSION).articles:
        assert len({words.count("\n") for words in article.text.values()}) == 1


def test_the_numbers_in_words_are_those_of_the_terms():
    (terms,) = of_today(commission=COMMISSION).with_role("terms")
    for words in terms.text.values():
        assert re.findall(r"\d+", words) == ["3", "2", "2"]


@pytest.mark.parametrize("prevails", LANGUAGES)
def test_the_language_that_prevails_is_named_in_each(prevails):
    (terms,) = of_today(commission=COMMISSION, prevails=prevails).with_role("terms")
    named = statute_example._words()["prevailing"][prevails]
    for language, words in terms.text.items():
        assert named[language] in words
        assert "{" not in words
    assert terms.facts["prevails"] == prevails


@pytest.mark.parametrize("draft", BOTH)
@pytest.mark.parametrize("languages", [("zh", "ru"), ("de",), ("ko", "en", "ru")])
def test_it_may_be_proposed_in_some_of_them(draft, languages):
    revision = draft(commission=COMMISSION, languages=languages)
    assert (revision.languages, revision.untranslated()) == (languages, ())
    assert read(revision).languages == languages


@pytest.mark.parametrize("draft", BOTH)
def test_no_other_language_is_there(draft):
    with pytest.raises(NotWrittenIn) as refusal:
        draft(commission=COMMISSION, languages=("en", "fr"))
    assert refusal.value.facts == {"language": "fr", "known": "en, zh, ru, de, ko"}


@pytest.mark.parametrize(("languages", "prevails"), [(("zh", "ru"), "en"), (("zh",), "both"), ((), "")])
def test_what_prevails_is_a_language_of_the_statute(languages, prevails):
    with pytest.raises(DoesNotPrevail):
        of_today(commission=COMMISSION, languages=languages, prevails=prevails)


def test_an_example_is_asked_for_by_its_name():
    assert example("ten-duties", commission=COMMISSION) == ten_duties(commission=COMMISSION)
    assert example("today", commission=COMMISSION, languages=("zh",)) == of_today(
        commission=COMMISSION, languages=("zh",)
    )
    with pytest.raises(NotFound):
        example("tomorrow", commission=COMMISSION)


@pytest.mark.parametrize("draft", BOTH)
def test_it_is_civilian(draft):
    words = " ".join(words for article in draft(commission=COMMISSION).articles for words in article.text.values())
    for word in (
        "weapon",
        "defen",
        "milit",
        "武器",
        "国防",
        "军",
        "оборон",
        "воен",
        "оруж",
        "rüstung",
        "Waffe",
        "국방",
        "무기",
    ):
        assert word.lower() not in words.lower()
