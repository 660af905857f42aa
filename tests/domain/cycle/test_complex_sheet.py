"""Complexes from a file: CSV or JSON, whole or not at all, every wrong line named."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.domain.cycle.complex_sheet import BadComplexes, ComplexLine, NotASheet, read_complexes

CSV = """number,sector,title,title-zh,ours,theirs
1,Electronics,Lasers,激光,Institute A; Institute B,Institute C
2,"Materials, new",Ceramics,,,
"""
LINES = (
    ComplexLine(1, "Electronics", {"en": "Lasers", "zh": "激光"}, ("Institute A", "Institute B"), ("Institute C",)),
    ComplexLine(2, "Materials, new", {"en": "Ceramics"}),
)


def read(text, **more):
    return read_complexes(text if isinstance(text, bytes) else text.encode(), name="complexes.csv", **more)


def test_csv_with_a_heading_is_read():
    assert read(CSV) == LINES
    assert read(b"\xef\xbb\xbf" + CSV.encode()) == LINES
    assert read("Number;Sector;Title-DE\r\n\r\n7;Chemie;Farben\r\n") == (ComplexLine(7, "Chemie", {"de": "Farben"}),)
    assert read("number\tsector\ttitle\n7\tA\tB\n") == (ComplexLine(7, "A", {"en": "B"}),)


def test_json_is_read():
    told = [
        {"number": 1, "sector": "Electronics", "titles": {"en": "Lasers", "zh": "激光"},
         "ours": ["Institute A", "Institute B"], "theirs": ["Institute C"]},
        {"number": 2, "sector": "Materials, new", "titles": {"en": "Ceramics"}},
    ]  # fmt: skip
    assert read(json.dumps(told)) == LINES


def test_thirty_three_complexes_are_read():
    rows = "".join(f"{number},Sector {number % 7},Complex {number}\n" for number in range(1, 34))
    assert [one.number for one in read("number,sector,title\n" + rows)] == list(range(1, 34))


def faults(text, **more):
    with pytest.raises(BadComplexes) as refusal:
        read(text, **more)
    return refusal.value.facts["lines"]


def test_every_wrong_line_is_named_and_nothing_is_taken():
    text = 'number,sector,title\n1,A,B\nx,A,B\n3,,B\n4,"A\nA",B\n5,A,\n1,A,B\n8,A,B\n9,A,B,C\n'
    assert faults(text, taken=frozenset({8})) == [
        "line 3: “number” cannot be kept so: it is not a number from 1 to 9999.",
        "line 4: “sector” cannot be kept so: it is empty.",
        "line 6: “sector” cannot be kept so: it has more than one line.",
        "line 7: “title” cannot be kept so: it is empty.",
        "line 8: “number” cannot be kept so: complex 1 stands already.",
        "line 9: “number” cannot be kept so: complex 8 stands already.",
        "line 10: “a further cell” cannot be kept so: it is none of number, ours, sector, theirs, titles.",
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"number": 0},
        {"number": 10_000},
        {"number": "1"},
        {"number": True},
        {"number": 1.5},
        {"sector": 7},
        {"sector": "x" * 201},
        {"titles": {}},
        {"titles": "Lasers"},
        {"titles": {"en": ""}},
        {"titles": {"English!": "Lasers"}},
        {"ours": "Institute A"},
        {"ours": [""]},
        {"theirs": [1]},
        {"theirs": [f"Institute {number}" for number in range(101)]},
        {"price": 1},
    ],
)
def test_an_entry_refuses_nonsense(changed):
    told = {"number": 1, "sector": "A", "titles": {"en": "B"}} | changed
    (fault,) = faults(json.dumps([told]))
    assert fault.startswith("entry 1: ")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "number,sector,title\n",
        "name,sector\n1,A\n",
        b"\xff\xfe",
        "[",
        "[1]",
        '{"complexes": []}',
        "[]",
        'number,sector,title\n1,"A,B\n',
        "number,sector,title\n" + "".join(f"{number},A,B\n" for number in range(1, 502)),
        b" " * (4 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_list_of_complexes_is_refused(text):
    with pytest.raises(NotASheet):
        read(text)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_comes_is_read_or_refused_in_words(data):
    with suppress(NotASheet, BadComplexes):
        assert read(data)


def test_many_faults_are_all_kept_and_some_shown():
    text = "number,sector,title\n" + "x,A,B\n" * 50
    with pytest.raises(BadComplexes) as refusal:
        read(text)
    assert (len(refusal.value.facts["lines"]), refusal.value.facts["count"]) == (50, 50)
    assert refusal.value.facts["faults"].count("line ") == 20
