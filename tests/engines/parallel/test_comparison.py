"""Two versions held against each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.engines.parallel import FindingKind, Glossary, compare, compare_articles

SENTENCES = ["14 декабря 1957 г. в Москве.", "Передано 33 комплекта.", "Выделено 3,5 млн юаней.", "Срок пять лет."]


def said(texts: dict[str, str]) -> list[tuple[str, str, str | None]]:
    return [(finding.kind.value, finding.language, finding.says) for finding in compare(texts)]


def test_the_same_day_is_no_finding_and_another_is() -> None:
    assert said({"zh": "一九五七年十二月十四日", "ru": "14 декабря 1957 г."}) == []
    assert said({"zh": "一九五七年十二月十四日", "ru": "15 декабря 1957 г."}) == [
        ("date", "zh", "1957-12-14"),
        ("date", "ru", "1957-12-15"),
    ]


def test_a_finding_tells_what_stands_in_its_place() -> None:
    first = compare({"zh": "三十三套", "ru": "32 комплекта"})[0]
    assert first.instead is not None
    assert first.instead.value == "32"
    assert first.sentence() == "The zh text says the number “三十三” (33); the ru text does not. It says “32” (32)."


def test_a_date_without_its_year_is_another_unless_the_year_stands_near() -> None:
    assert said({"ko": "1967년 12월까지", "en": "by December"}) != []
    assert said({"ru": "с 20 июля на 10 августа 1990 г.", "ko": "1990년 7월 20일에서 8월 10일로"}) == []


def test_half_a_year_is_six_months_and_two_weeks_are_fourteen_days() -> None:
    assert said({"zh": "半年", "en": "six months"}) == []
    assert said({"zh": "两周", "en": "fourteen days"}) == []
    assert said({"zh": "两周", "en": "fifteen days"}) != []


def test_a_blank_version_is_empty_and_two_are_nothing() -> None:
    assert said({"zh": "合作计划。", "ru": " "}) == [("empty", "ru", None)]
    assert said({"zh": "", "ru": ""}) == []


def test_a_version_in_the_other_language_is_untranslated() -> None:
    text = "The two sides exchanged views on the safety of stations and agreed to continue."
    assert said({"de": text, "en": text}) == [("untranslated", "de", None)]


def test_a_second_article_in_one_version_is_merged() -> None:
    texts = {
        "zh": "第八条　双方交换资料，每年至少一次。",
        "ko": "제8조 양측은 해마다 적어도 한 번 자료를 교환한다. 제9조 교환 자료의 번역은 제공하는 측이 맡으며, 번역에 드는 기간은 두 달을 넘지 아니한다.",  # noqa: E501
    }
    assert "merged" in {kind for kind, _, _ in said(texts)}


def test_a_term_of_a_given_glossary_is_a_name() -> None:
    glossary = Glossary.given([{"zh": ["计量院"], "de": ["Amt für Meßwesen"]}])
    texts = {"zh": "计量院派出代表。", "de": "Die Vertreter wurden entsandt."}
    assert [finding.says for finding in compare(texts, glossary=glossary)] == ["计量院"]


def test_an_article_that_slid_into_its_neighbour_is_merged() -> None:
    articles = [
        {"zh": "交换三十三套资料。", "ru": "Передаётся 33 комплекта. Срок — 1958 год, стоимость 500 рублей."},
        {"zh": "期限为1958年，价值五百卢布。", "ru": ""},
    ]
    kinds = {(place, finding.kind) for place, finding in compare_articles(articles, ["zh", "ru"])}
    assert {(1, FindingKind.EMPTY), (0, FindingKind.MERGED)} <= kinds


@given(st.permutations(SENTENCES))
def test_the_order_of_sentences_does_not_matter(order: list[str]) -> None:
    assert compare({"ru": " ".join(SENTENCES), "ru-x": " ".join(order)}) == ()


@given(st.text(max_size=80), st.sampled_from(["zh", "ru", "de", "ko", "en"]))
@settings(deadline=None, max_examples=200)
def test_a_text_agrees_with_itself(text: str, language: str) -> None:
    assert compare({language: text, f"{language}-x": text}) == ()
