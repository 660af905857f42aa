"""Every word on a page goes through gettext."""

import re

from tests.house.sources import PACKAGE, name

NAMES = {"Verbale", "CSV", "XLSX", "PDF", "JSON", "DMN", "MARC", "XML", "EDTF", "TXT"}
"""Words that are the same in every language."""

TRANSLATED = re.compile(r"{%-?\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
UNREAD = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}|<!--.*?-->|<(script|style|code|pre|kbd)\b.*?</\1>|<!doctype[^>]*>|{%.*?%}|{{.*?}}",
    re.DOTALL | re.IGNORECASE,
)
SPOKEN = re.compile(r"""\b(?:title|placeholder|alt|aria-label|aria-description)=(["'])(.*?)\1""", re.DOTALL)
TAG = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")


def bare_words(template: str) -> list[str]:
    """The words of a template that a reader sees or hears and no translator does."""
    rest = UNREAD.sub(" ", TRANSLATED.sub(" ", template))
    spoken = " ".join(text for _, text in SPOKEN.findall(rest))
    words = WORD.findall(re.sub(r"&\w+;", " ", f"{TAG.sub(' ', rest)} {spoken}"))
    return [word for word in words if word not in NAMES]


def test_the_scan_sees_bare_words():
    assert bare_words('<p title="Hint">Hello {{ name }}<br class="x">{% translate "World" %}&nbsp;</p>') == [
        "Hello",
        "Hint",
    ]
    assert (
        bare_words('<p title="{% translate "Hint" %}">{% blocktranslate %}Hello {{ n }}{% endblocktranslate %}</p>')
        == []
    )


def test_no_page_has_bare_words():
    templates = [path for folder in PACKAGE.rglob("templates") for path in sorted(folder.rglob("*.html"))]
    found = {name(path): words for path in templates if (words := bare_words(path.read_text("utf-8")))}
    assert found == {}
