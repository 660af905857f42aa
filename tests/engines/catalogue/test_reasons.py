"""Every fault and remark is a sentence that a door can translate and fill in again."""

from io import BytesIO

import pytest

from tests.engines.catalogue.build import MARC, field, marc
from tests.engines.catalogue.test_bad_input import GOOD, LIES, MAPPING
from verbale.engines.catalogue import Entry, Fault, read_entries, reason_of
from verbale.engines.catalogue.reasons import SENTENCES

TABLE = b'title,year\nA\nB,1960,more\n,1961\n"C,1962\n'
LINES = b'{"title": "A"}\n{"title": \n[1]\n{"year": 1960}\n'
RIS = b"TY  - BOOK\nTI  - A\nER  - \nTY  - BOOK\nAU  - B\nER  - \nTY  - BOOK\nTI  - C\n"
XML = b"<collection><record><leader>short</leader></record><record><leader>%s</leader></record></collection>" % (
    b"     nam a22      i 4500"
)
WRONG = marc(field("500", "  ", "aA"), title="B").replace(b"  \x1faA", b"!!\x1faA")


def said(data: bytes, form: str | None = None) -> list[str]:
    """The faults and remarks of a source."""
    found = list(read_entries(BytesIO(data), name="s", form=form, mapping=MAPPING))
    faults = [one.fault for one in found if isinstance(one, Fault)]
    return faults + [remark for one in found if isinstance(one, Entry) for remark in one.remarks]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        *((GOOD + raw + GOOD, "marc") for raw, _ in LIES.values()),
        *((path.read_bytes(), "marc") for path in sorted(MARC.glob("broken/*"))),
        (GOOD + WRONG, "marc"), (GOOD + b"\0" * 9 + GOOD + GOOD[:-9], "marc"),
        (TABLE, "csv"), (LINES, "jsonl"), (RIS, "ris"), (XML, "marcxml"), (b"<dc><title/></dc>", "dc"),
    ],
)  # fmt: skip
def test_what_is_said_is_a_sentence_filled_in(data: bytes, form: str) -> None:
    told = said(data, form)
    sentences = {text: reason_of(text) for text in told}
    assert [text for text, (sentence, facts) in sentences.items() if sentence.format(**facts) != text] == []
    assert [text for text, (sentence, facts) in sentences.items() if sentence == text and "{" in text] == []


@pytest.mark.parametrize(
    ("text", "sentence", "facts"),
    [
        ("it has no title", "it has no title", {}),
        ("it has no title in field 245", "it has no title in field {tag}", {"tag": "245"}),
        ("905: wrong indicators", "{tag}: wrong indicators", {"tag": "905"}),
        (
            "encoding: it is koi8-r and declares utf-8",
            "encoding: it is {encoding} and declares {declared}",
            {"encoding": "koi8-r", "declared": "utf-8"},
        ),
        ("something {else}", "something {{else}}", {}),
    ],
)
def test_which_sentence_it_is(text: str, sentence: str, facts: dict[str, str]) -> None:
    assert reason_of(text) == (sentence, facts)
    assert sentence.format(**facts) == text


def test_nothing_real_is_outside_these_sentences() -> None:
    told = {text for path in MARC.glob("broken/*") for text in said(path.read_bytes(), "marc")}
    told |= {text for raw, _ in LIES.values() for text in said(GOOD + raw + GOOD, "marc")}
    told |= {text for data, form in ((TABLE, "csv"), (LINES, "jsonl"), (RIS, "ris")) for text in said(data, form)}
    assert sorted(text for text in told if reason_of(text)[0] not in SENTENCES.values()) == []
