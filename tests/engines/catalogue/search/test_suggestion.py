"""What is proposed instead of a query that finds nothing finds something."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.catalogue.search.shelf import titled
from verbale.engines.catalogue import Filters, search, suggestions

TITLES = ["Corrosion monitoring of steel", "Лазерная дальнометрия", "光纤通信", "지하수의 오염", "Regelungstechnik"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return titled(tmp_path_factory.mktemp("suggestion"), TITLES)


@pytest.mark.parametrize(
    ("query", "proposed"),
    [
        ("corosion", "corrosion"),
        ("monitering of steal", "monitoring of steel"),
        ('"corrosoin monitoring"', '"corrosion monitoring"'),
        ("title:corosion", "title:corrosion"),
        ("дальномитрия", "дальнометрия"),
        ("kfpthyfz", "лазерная"),
        ("ыеууд", "steel"),
        ("光纤通迅", "光纤通信"),
        ("지하소의", "지하수의"),
        ("Regelungstecknik", "regelungstechnik"),
    ],
)
def test_proposed(index: Path, query: str, proposed: str) -> None:
    assert suggestions(index, query)[:1] == (proposed,)


@pytest.mark.parametrize("query", ["", "zzzzzzzz", "xx", "1957", "steel", "-corosion", "year:1957"])
def test_nothing_to_propose(index: Path, query: str) -> None:
    assert suggestions(index, query) == ()


def test_what_the_filters_leave_out_is_not_proposed(index: Path) -> None:
    assert suggestions(index, "corosion", Filters(language="rus")) == ()


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=30))
def test_a_proposal_finds_something(index: Path, query: str) -> None:
    assert all(search(index, one).total for one in suggestions(index, query))
