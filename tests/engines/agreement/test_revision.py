"""Revisions: one spelling, one hash, nothing local, nonsense refused at birth."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.agreement.texts import article, revision
from verbale.engines.agreement import BASIS, KINDS, BadRevision, NoRevision, Revision, read_revision
from verbale.kernel.canonical import canonical, digest

WORDS = st.text(alphabet="abc äдル双 \n。", min_size=1, max_size=20).filter(lambda words: words.strip())
LANGUAGES = ("ru", "zh-Hans")
ARTICLES = st.lists(
    st.builds(
        article,
        st.from_regex(r"[1-9][a-c]?", fullmatch=True),
        heading=st.dictionaries(st.sampled_from(LANGUAGES), WORDS),
        text=st.dictionaries(st.sampled_from(LANGUAGES), WORDS, min_size=1),
        roles=st.sampled_from([(), (BASIS,), ("term", BASIS)]),
        facts=st.dictionaries(
            st.sampled_from(["delegates", "term"]),
            st.none() | st.booleans() | st.integers(0, 9) | st.lists(WORDS, max_size=3),
        ),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.identifier,
)
REVISIONS = ARTICLES.map(lambda articles: revision(*articles))


@given(REVISIONS)
def test_it_reads_back_from_its_bytes_and_its_json(one):
    again = read_revision(one.as_bytes())
    assert (again, again.hash) == (one, digest(one.as_bytes()))
    assert Revision.of_json(json.loads(json.dumps(one.as_json()))) == one
    assert hash(again) == hash(one)


@given(REVISIONS, REVISIONS)
def test_one_hash_is_one_content(one, other):
    assert (one.hash == other.hash) == (one.as_json() == other.as_json())


def test_the_bytes_hold_content_alone():
    facts = {"delegates": ["A 4", "B 5"], "joint": True}
    one = revision(article("2a", roles=[BASIS], facts=facts), kind="commission")
    assert json.loads(one.as_bytes()) == {
        "version": 1, "kind": "commission", "languages": ["ru", "zh-Hans"],
        "title": {"ru": "Программа", "zh-Hans": "计划"},
        "articles": [{
            "identifier": "2a", "heading": {"ru": "Обмен", "zh-Hans": "交换"},
            "text": {"ru": "Стороны обмениваются книгами.", "zh-Hans": "双方交换图书。"},
            "roles": ["basis"], "facts": facts,
        }],
    }  # fmt: skip
    assert one.with_role(BASIS) == (one.article("2a"),)
    assert one.article("3") is None


def test_spellings_that_look_alike_are_one():
    typed = revision(article(text={"ru": " Стороны\r\nи и\u0306х \n"}))
    assert typed.articles[0].text["ru"] == "Стороны\nи йх"
    assert typed == revision(article(text={"ru": "Стороны\nи йх"}))
    assert revision(article(roles=("term", "basis"))).hash == revision(article(roles=("basis", "term"))).hash


def test_values_cannot_be_changed():
    one = revision()
    with pytest.raises(TypeError):
        one.title["ru"] = "Другая"  # type: ignore[index]
    with pytest.raises(AttributeError):
        one.kind = "minutes"  # type: ignore[misc]


def test_untranslated_names_what_is_missing():
    one = revision(
        article("1"),
        article("2", text={"ru": "Текст"}),
        article("3", heading={"zh-Hans": "三"}),
        article("4", heading={}),
        title={"ru": "Программа"},
    )
    assert one.untranslated() == ((None, "zh-Hans"), ("2", "zh-Hans"), ("3", "ru"))
    assert revision().untranslated() == ()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_text(kind):
    assert read_revision(revision(kind=kind).as_bytes()).kind == kind


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "treaty"},
        {"kind": None},
        {"kind": []},
        {"languages": ()},
        {"languages": "ru"},
        {"languages": ("ru", "ru")},
        {"languages": ("Russian",)},
        {"languages": (5,)},
        {"languages": tuple(f"a{letter}" for letter in "abcdefghi")},
        {"languages": ("ru",)},
        {"title": {}},
        {"title": "Программа"},
        {"title": {"ru": "  "}},
        {"title": {"ru": 5}},
        {"title": {"ru": "a" * 1_001}},
        {"title": {"ru": "a", "fr": "b"}},
        {"title": {5: "a"}},
        {"articles": (article("1"), article("1"))},
        {"articles": (article("1", text={"fr": "Texte"}),)},
        {"articles": tuple(article(str(number)) for number in range(1_001))},
    ],
)
def test_nonsense_is_refused_at_birth(fields):
    with pytest.raises(BadRevision):
        revision(**fields)


def test_a_text_without_articles_is_none():
    with pytest.raises(BadRevision, match="1 to 1000"):
        Revision("programme", ("ru",), {"ru": "Программа"}, ())


@pytest.mark.parametrize(
    "fields",
    [
        {"identifier": ""},
        {"identifier": "статья"},
        {"identifier": 1},
        {"identifier": "1" * 21},
        {"heading": None},
        {"heading": {"ru": "a\x07"}},
        {"heading": {"ru": "a" * 1_001}},
        {"text": {}},
        {"text": {"ru": ""}},
        {"text": {"ru": "a\ud800"}},
        {"text": {"ru": "a\u202eb"}},
        {"text": {"ru": "a" * 200_001}},
        {"text": {"Russian": "a"}},
        {"roles": "basis"},
        {"roles": ("basis", "basis")},
        {"roles": ("Basis",)},
        {"roles": (5,)},
        {"roles": {"basis": True}},
        {"facts": {"term": 1.5}},
        {"facts": {"term": {"years": 5}}},
        {"facts": {"term": [[1]]}},
        {"facts": {"term": 2**53}},
        {"facts": {"term": ""}},
        {"facts": {"Term": 5}},
        {"facts": {"term": ["a"] * 101}},
        {"facts": [1]},
    ],
)
def test_an_article_refuses_nonsense_at_birth(fields):
    with pytest.raises(BadRevision):
        article(**{"identifier": "1"} | fields)


def test_a_revision_is_not_too_large():
    with pytest.raises(BadRevision, match="bytes"):
        revision(*(article(str(number), text={"ru": "ы" * 190_000}) for number in range(12)))


def changed(**fields):
    return canonical(revision().as_json() | fields)


ARTICLE = article().as_json()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"\xff",
        b" " * 5_000_000,
        json.dumps(revision().as_json()).encode(),
        revision().as_bytes() + b" ",
        changed(id="7"),
        changed(version=2),
        changed(version=True),
        changed(kind="treaty"),
        changed(languages="ru"),
        changed(languages={"ru": 1}),
        changed(title=None),
        changed(title={"ru": " Программа"}),
        changed(title={"ru": "и\u0306"}),
        changed(articles={}),
        changed(articles=[]),
        changed(articles=[5]),
        changed(articles=[ARTICLE] * 1_001),
        changed(articles=[ARTICLE | {"written": "today"}]),
        changed(articles=[{key: value for key, value in ARTICLE.items() if key != "facts"}]),
        changed(articles=[ARTICLE | {"roles": ["term", "basis"]}]),
        changed(articles=[ARTICLE | {"facts": {"share": 0.5}}]),
    ],
)
def test_what_is_no_revision_is_refused(data):
    with pytest.raises(NoRevision):
        read_revision(data)
