"""JSON lines: paths into objects, and what is no object."""

from io import BytesIO

import pytest

from tests.engines.catalogue.forms.reader import mapping, read, said, told
from verbale.engines.catalogue import ColumnMapping, Fault, NoMapping, propose_mapping
from verbale.engines.catalogue import record as limits
from verbale.engines.catalogue.forms.decoding import UNDECODABLE
from verbale.engines.catalogue.forms.lines import TOO_LONG

TITLE = mapping(title="title")
ONE = (
    '{"title": "Wasser", "authors": [{"name": "Strom, Eva"}, {"name": "Berg"}], "out": {"year": 1963}, "open": false}\n'
)


def test_paths() -> None:
    columns = ColumnMapping(
        {
            "title": ("title",),
            "creators": ("authors.name",),
            "year": ("out.year",),
            "responsibility": ("authors.1.name",),
        },
        "",
    )
    (one,) = read(ONE.encode(), mapping=columns)
    assert said(one) == {
        "title": "Wasser",
        "creators": ("Strom, Eva", "Berg"),
        "year": 1963,
        "responsibility": "Berg",
    }


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"[1]\n", "it is JSON, but no object"),
        (b'{"title":\n', "it is no JSON: Expecting value"),
        (b'{"title": null}\n', "it has no title"),
        (b'{"title": {"a": 1}}\n', "it has no title"),
        (b'{"a":' + b"[" * 200_000 + b"]" * 200_000 + b"}\n", "it is nested too deeply"),
        (
            b'{"title": ' + b"1" * 5000 + b"}\n",
            "it is no JSON: Exceeds the limit (4300 digits) for integer string conversion",
        ),
        (b'{"title": "\x81\xb0\x98\xb1\x8d\xb2\x90\xd0"}\n', UNDECODABLE),
        (b"{" + b"x" * (limits.RECORD_LIMIT + 9) + b"}\n", TOO_LONG),
    ],
)
def test_a_broken_line_costs_only_itself(line: bytes, why: str) -> None:
    assert told(ONE.encode() + line + b"\n" + ONE.encode(), mapping=TITLE) == ["Wasser", why, "Wasser"]


def test_offsets_and_bytes() -> None:
    data = ONE.encode() + b"\n" + ONE.encode().rstrip()
    found = read(data, mapping=TITLE)
    assert [data[one.offset : one.offset + len(one.raw)] == one.raw for one in found] == [True, True]


def test_it_needs_a_mapping() -> None:
    with pytest.raises(NoMapping):
        read(ONE.encode())


def test_a_proposal_names_paths() -> None:
    form, found = propose_mapping(BytesIO(ONE.encode() * 9), name="s", rows=2)
    assert form == "jsonl"
    assert found.columns == ("title", "open", "out.year", "authors.name")
    assert (found.mapping, found.separator) == (
        {"title": ("title",), "year": ("out.year",), "creators": ("authors.name",)},
        "",
    )
    assert len(found.rows) == 2


def test_a_proposal_of_broken_lines_is_empty() -> None:
    _, found = propose_mapping(BytesIO(b'{"a":\n{]\n'), name="s")
    assert (found.columns, found.mapping, found.rows) == ((), {}, ())
    assert isinstance(read(b'{"a":\n', mapping=TITLE)[0], Fault)


def test_words_that_restrict_at_a_path_that_is_not_used() -> None:
    lines = '{"title": "A", "x": [{"y": "ДСП"}]}\n{"title": "B", "x": [{"y": "bound"}, 5, null]}\n'
    first, second = read(lines.encode(), mapping=TITLE)
    assert (said(first), said(second)) == ({"title": "A", "restriction": "ДСП", "restricted": True}, {"title": "B"})


@pytest.mark.parametrize(
    ("first", "last", "proposed"), [("1960", '"1961"', True), ("1960", '"12"', False), ("5", "6", False)]
)
def test_a_path_of_years_is_proposed_as_year(first: str, last: str, proposed: bool) -> None:
    lines = f'{{"title": "A", "meta": {{"y": {first}}}}}\n{{"title": "B"}}\n{{"title": "C", "meta": {{"y": {last}}}}}\n'
    _, found = propose_mapping(BytesIO(lines.encode()), name="s")
    assert found.mapping == {"title": ("title",)} | ({"year": ("meta.y",)} if proposed else {})
