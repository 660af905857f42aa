"""Findings as sentences and as data."""

from __future__ import annotations

import pytest

from verbale.engines.signature import SENTENCES, Finding, Kind


def test_each_kind_has_a_sentence() -> None:
    assert set(SENTENCES) == set(Kind)
    for kind in Kind:
        said = Finding(kind, "side-XX", "this")
        assert said.sentence().endswith(".")
        assert "{" not in said.sentence()
        assert Finding.from_json(said.as_json()) == said


@pytest.mark.parametrize("foreign", ["a\nb", "\x1b[31mred", "x" * 1000, "{where}", "\u202eabc"])
def test_foreign_text_stays_on_its_line(foreign: str) -> None:
    said = Finding(Kind.DAMAGED, what=foreign).sentence()
    assert said.isprintable()
    assert len(said) < 400


def test_translated_before_it_is_filled() -> None:
    said = Finding(Kind.MISSING, what="YY").sentence(lambda text: text.replace("missing", "absent"))
    assert said == "The signature of “YY” is absent."
