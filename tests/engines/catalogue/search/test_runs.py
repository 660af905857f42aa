"""A text is cut where its script changes, and folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.catalogue.search.runs import Script, runs_of, sort_key


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("激光laser", [("han", "激光"), ("latin", "laser")]),
        ("電腦網路", [("han", "电脑网路")]),
        ("ＧＢ／Ｔ　1591", [("latin", "gb"), ("latin", "t"), ("number", "1591")]),
        ("Straßenbau Ёмкость", [("latin", "strassenbau"), ("cyrillic", "емкость")]),
        ("Řezníček's Łódź", [("latin", "reznicek"), ("latin", "lodz")]),
        ("istorii͡a O’Neill", [("latin", "istoriia"), ("latin", "oneill")]),
        ("GB18030", [("number", "gb18030")]),
        ("레이저와 レーザー", [("hangul", "레이저와"), ("han", "レーザー")]),
        ("… – _ ʹ '", []),
    ],
)
def test_runs(text: str, runs: list[tuple[str, str]]) -> None:
    assert [(run.script.value, run.plain) for run in runs_of(text)] == runs


def test_a_number_in_its_pieces() -> None:
    (run,) = runs_of("Ksb0801")
    assert (run.script, run.pieces) == (Script.NUMBER, ("ksb", "0801"))


@given(st.text())
def test_any_text_is_cut_into_words_without_blanks(text: str) -> None:
    assert all(run.plain and not any(map(str.isspace, run.plain)) for run in runs_of(text))


def test_order_knows_no_marks() -> None:
    assert sorted(["Zug", "Äpfel", "„Boden“"], key=sort_key) == ["Äpfel", "„Boden“", "Zug"]


def test_a_letter_keeps_what_makes_it_a_name() -> None:
    told = [run.plain for run in runs_of("C++ and C#, c, D++x, Fe++ (Ｃ＋＋)")]
    assert told == ["c++", "and", "c#", "c", "d", "x", "fe", "c++"]
