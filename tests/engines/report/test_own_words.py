"""An office's own labels."""

from __future__ import annotations

import pytest

from verbale.engines.report import BadLabels, Kind, NoLabel, labels_of, read_labels, read_report, words_of

TEXT = "Conclusions\n\n1. The dyke is raised.\nObmann: Dyke Board\nStichtag: May 2026\n"


def test_words_by_what_they_announce_and_by_language() -> None:
    own = {"in charge": ["Obmann"], "in_charge": {"de": ["Obfrau"], "ru": []}, "Date": [" Stichtag ", ""], "lead": []}
    assert words_of(own) == {Kind.IN_CHARGE: ["Obmann", "Obfrau"], Kind.DATE: ["Stichtag"]}
    (one,) = read_report(TEXT.encode(), name="x", labels=labels_of(own)).commitments
    assert (one.in_charge, [step.edtf for step in one.dates]) == (("Dyke Board",), ["2026-05"])


def test_headings_are_labels_too() -> None:
    text = "Vereinbartes\n\n1. Der Deich wird erhöht.\n2. Das Boot wird gekauft.\n"
    assert read_report(text.encode(), name="x").commitments == ()
    labels = read_labels(b'{"conclusions": ["Vereinbartes"]}')
    assert [one.number for one in read_report(text.encode(), name="x", labels=labels).commitments] == ["1", "2"]


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"1", b'{"who": ["x"]}', b'{"date": "x"}', b'{"date": [1]}', b'{"date": {"de": "x"}}', b"[" * 99_999,
     b'{"date": [' + b'"x",' * 2_000 + b'"x"]}'],
)  # fmt: skip
def test_no_labels(content: bytes) -> None:
    with pytest.raises(BadLabels):
        read_labels(content)


def test_no_label() -> None:
    with pytest.raises(NoLabel):
        read_labels(b'{"date": ["a:b"]}')
