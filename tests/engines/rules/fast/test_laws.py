"""The law of written functions: over generated tables and records, the verdicts of the closures."""

from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings

from tests.engines.rules.columns.tables import Made, made
from verbale.engines.rules import BadFact, Prepared, UnknownInput, WhichDecision, prepare, read_model
from verbale.engines.rules.fast import fast, reasons

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def agree(table: Made) -> None:
    prepared = table.prepared()
    for explain in (False, True):
        decide = fast(prepared, explain=explain)
        for record in table.records:
            found, told = prepared.decide(record, explain=explain), decide(record)
            assert (told, type(told.outputs)) == (found, type(found.outputs))
            known = {name: value for name, value in record.items() if value is not None}
            assert decide(known) == found


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(made())
def test_any_table(table: Made) -> None:
    agree(table)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(made(plain=True))
def test_plain_tables(table: Made) -> None:
    agree(table)


def rulebook(name: str) -> Prepared:
    data = (resources.files("verbale") / "rulebooks" / name).read_bytes()
    return prepare(read_model(data, name=name))


@pytest.mark.parametrize("name", ["supply-1964.dmn", "supply-1964-amended.dmn", "release-today.dmn"])
@pytest.mark.parametrize("explain", [False, True])
def test_the_rulebooks_are_written_out(name: str, explain: bool) -> None:
    prepared = rulebook(name)
    decide = fast(prepared, explain=explain)
    assert decide.__name__ == "decide"
    for distribution in (None, "open", "internal", "confidential"):
        for kind in (None, "journal", "dataset", "index"):
            for form in (None, "photocopy"):
                for restricted in (None, True, False):
                    facts = {"distribution": distribution, "kind": kind, "form": form, "restricted": restricted}
                    facts |= {"bound by": ["x"]} if kind == "index" and restricted else {}
                    assert decide(facts) == prepared.decide(facts, explain=explain)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"distribution": "secret"}, BadFact),
        ({"distribution": ["open"]}, BadFact),
        ({"distribution": 1}, BadFact),
        ({"restricted": "yes"}, BadFact),
        ({"batch": 1}, BadFact),
        ({"year": "1963"}, BadFact),
        ({"year": True}, BadFact),
        ({"year": float("nan")}, BadFact),
        ({"colour": "red"}, UnknownInput),
        ({"series": object()}, BadFact),
    ],
)
def test_facts_that_no_input_takes_are_refused_as_ever(facts: dict[str, object], fault: type[Exception]) -> None:
    with pytest.raises(fault) as told:
        fast(rulebook("supply-1964.dmn"))(facts)
    with pytest.raises(fault) as expected:
        rulebook("supply-1964.dmn").decide(facts)
    assert str(told.value) == str(expected.value)


def test_numbers_of_any_make_are_taken() -> None:
    prepared, decide = rulebook("supply-1964.dmn"), fast(rulebook("supply-1964.dmn"), explain=True)
    for year in (1963, 1963.0, Decimal("1963"), 10**15 - 1, -(10**15), 10**40, -(10**40), Decimal("1.5")):
        assert decide({"year": year}) == prepared.decide({"year": year}, explain=True)


@pytest.mark.parametrize("most", [0, 20, reasons.MOST_KNOWN])
def test_reasons_name_the_value_however_many_are_known_before(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "MOST_KNOWN", most)
    prepared = rulebook("supply-1964.dmn")
    decide = fast(prepared, explain=True)
    for text in ("Series", 'a "quoted" one', "a\\b", "", "x" * 198, "x" * 199, "长" * 300, None):
        for year in (None, 1963, -1):
            facts = {"series": text, "country": text, "purpose": text, "year": year, "restricted": None}
            assert decide(facts) == prepared.decide(facts, explain=True)


def test_the_decision_is_named_as_ever() -> None:
    prepared = rulebook("supply-1964.dmn")
    assert fast(prepared, "supply")({}) == prepared.decide({})
    with pytest.raises(WhichDecision):
        fast(prepare(read_model(b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>', name="none")))
