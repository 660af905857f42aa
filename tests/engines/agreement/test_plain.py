"""The plain form of a revision: read, printed, and refused where it cannot be understood."""

import pytest

from verbale.engines.agreement import (
    KINDS,
    Article,
    BadRevision,
    NoRevision,
    Revision,
    as_plain,
    empty_form,
    read_plain,
)

FORM = """kind: agreement
languages: en, zh

# en: Exchange of publications
# zh: 出版物交换

## 1 [basis]
= limit: 200
= routes: ["post","rail"]
### en: Scope
The sides exchange catalogues.

\\# is no mark here.
### zh: 范围
双方交换目录。

## 2a
### en
No heading.
"""
MADE = Revision(
    "agreement",
    ("en", "zh"),
    {"en": "Exchange of publications", "zh": "出版物交换"},
    (
        Article(
            "1",
            {"en": "Scope", "zh": "范围"},
            {"en": "The sides exchange catalogues.\n\n# is no mark here.", "zh": "双方交换目录。"},
            ("basis",),
            {"limit": 200, "routes": ("post", "rail")},
        ),
        Article("2a", {}, {"en": "No heading."}),
    ),
)


def test_a_form_is_read():
    assert read_plain(FORM.encode()) == MADE


def test_what_is_printed_is_read_as_the_same_revision():
    assert read_plain(as_plain(MADE).encode()) == MADE
    tricky = Revision(
        "minutes", ("de",), {"de": "## 1"}, (Article("1", {}, {"de": "\\# a\n### en: b\n\\\\#\n= c: 1"}),)
    )
    assert read_plain(as_plain(tricky).encode()) == tricky


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_form_is_refused_until_it_is_filled(kind):
    form = empty_form(kind, ("en", "zh"))
    with pytest.raises(BadRevision):
        read_plain(form.encode())
    filled = form.replace("# en: \n", "# en: Title\n", 1).replace("### zh: \n", "### zh: \n文本\n")
    assert read_plain(filled.encode()).title == {"en": "Title"}


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (b"\xff", "UTF-8"),
        (b"hello", "line 1 stands where no text may stand"),
        (b"### en: Scope", "line 1: a heading stands before"),
        (b"## 1\n# en: Title", "line 2: a title stands after"),
        (b"## 1\n### en\na\n### en\nb", "line 4: the article has this language"),
        (b"## 1\n### en\n#hash", "line 3 begins with #"),
        (b"## 1\nwords", "line 2 stands where"),
        (b"a" * (4 * 1024 * 1024 + 1), "more than"),
    ],
)
def test_what_cannot_be_understood_is_named_by_its_line(form, why):
    with pytest.raises(NoRevision) as refusal:
        read_plain(form)
    assert why in str(refusal.value)


def test_a_form_without_kind_or_language_cannot_stand():
    with pytest.raises(BadRevision):
        read_plain(b"# en: Title\n## 1\n### en\nText")
