"""Whatever a person types can be read, and is read as they mean it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.catalogue import read_query
from verbale.engines.catalogue.search.query import All, Either, Phrase, Without, Word, Years


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", All()),
        ("laser welding", All((Word("laser"), Word("welding")))),
        ("laser AND welding", All((Word("laser"), Word("welding")))),
        ('"remote sensing" soil', All((Phrase("remote sensing"), Word("soil")))),
        ("„neuronale Netze“", All((Phrase("neuronale Netze"),))),
        ("«нейронные сети", All((Phrase("нейронные сети"),))),
        ("flood OR drought", All((Either((Word("flood"), Word("drought"))),))),
        ("a b OR c", All((Either((All((Word("a"), Word("b"))), Word("c"))),))),
        ("(ice | snow) river", All((Either((Word("ice"), Word("snow"))), Word("river")))),
        ("soil -moisture", All((Word("soil"), Without(Word("moisture"))))),
        ('-"remote sensing"', All((Without(Phrase("remote sensing")),))),
        ("-(a b)", All((Without(All((Word("a"), Word("b")))),))),
        ("ground-water", All((Word("ground-water"),))),
        ("hydro*", All((Word("hydro", open=True),))),
        ("title:laser", All((Word("laser", "title"),))),
        ("题名：激光", All((Word("激光", "title"),))),
        ('Titel:"neuronale Netze"', All((Phrase("neuronale Netze", "title"),))),
        ("author:(Chow OR Maidment)", All((Either((Word("Chow", "creator"), Word("Maidment", "creator"))),))),
        ("-subject:ice", All((Without(Word("ice", "subject")),))),
        ("year:1957..1960", All((Years(1957, 1960),))),
        ("year:1957", All((Years(1957, 1957),))),
        ("year:..1960 год:1957-", All((Years(None, 1960), Years(1957, None)))),
        ("year:long-ago", All((Word("long-ago"),))),
        ('year:"1957..1960"', All((Years(1957, 1960),))),
        ('year:"about 1957', All((Word("about 1957"),))),
        ('language:"rus"', All((Word("rus", "language"),))),
        ("Science: a history", All((Word("Science:"), Word("a"), Word("history")))),
        ("OR", All()),
        ("a OR", All((Word("a"),))),
        (") a (", All((Word("a"),))),
        ('" " ( ) - * :', All()),
    ],
)
def test_read(text: str, read: All) -> None:
    assert read_query(text) == read


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_query(text), All)


@given(st.text('ab "()|-*:.ORyeartil 19', max_size=40))
def test_what_was_read_reads_the_same_again(text: str) -> None:
    once = str(read_query(text))
    assert str(read_query(once)) == once


@pytest.mark.parametrize(
    "text", ["(" * 5000, "((((((((((((((((((a))))", '"' * 3001, "-" * 3000, "a OR " * 900, "\ud800"]
)
def test_odd_texts(text: str) -> None:
    assert isinstance(read_query(text), All)
