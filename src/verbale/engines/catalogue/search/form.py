"""The form of an index: its fields, and the mark by which a whole index of this form is known.

A folder is whole if ``form.json`` names this form and every file that it lists is there with its size. It is written
last, so a folder that somebody emptied, cut short or made with an older version is built again from its catalogue.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import tantivy

from verbale.engines.catalogue.errors import NoIndex

FORM = 6
"""Raised with every change of what an index holds or of how words are cut; an older one is built again."""
MARK, WORDS = "form.json", "words"
TEXTS = ("title", "creator", "publisher", "series", "subject")
"""The fields of text, each as a bag of tokens under its name and in their order under ``…_order``."""
BODY = "body"
_PASSING = (".lock", ".managed.json", "lock")


def schema() -> tantivy.Schema:
    """The fields of an index of items. Tokens are made by the analyzer and joined by blanks."""
    made = tantivy.SchemaBuilder()
    for name in (BODY, *TEXTS):
        made.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in TEXTS:
        made.add_text_field(order_of(name), tokenizer_name="whitespace", index_option="position")
    for name in ("identifier", "number"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("language", "kind", "topic"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("by_title", "by_creator"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    made.add_integer_field("year", indexed=True, fast=True)
    made.add_bytes_field("item", stored=True, indexed=False)
    return made.build()


def words_schema() -> tantivy.Schema:
    """The fields of the index of a catalogue's words: how often each occurs, and its turns (see ``compound``)."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("part", tokenizer_name="whitespace", index_option="basic")
    made.add_text_field("turn", tokenizer_name="whitespace", index_option="basic")
    made.add_unsigned_field("count", fast=True)
    return made.build()


def order_of(field: str) -> str:
    """The field that holds a text field's tokens in their order."""
    return f"{field}_order"


def mark_whole(folder: Path) -> None:
    """Marks a folder as a whole index of this form."""
    (folder / MARK).write_text(json.dumps({"form": FORM, "files": _sizes(folder)}, sort_keys=True), encoding="utf-8")


def check_whole(folder: Path) -> None:
    """Raises ``NoIndex`` if the folder is not a whole index of this form."""
    told = _told(folder)
    if told.get("form") != FORM:
        raise NoIndex(folder=folder.name, why="it is of another form")
    try:
        sizes = {name: (folder / name).stat().st_size for name in told.get("files", {})}
    except OSError as fault:
        raise NoIndex(folder=folder.name, why="a part of it is missing") from fault
    if sizes != told.get("files"):
        raise NoIndex(folder=folder.name, why="a part of it is damaged")


def _told(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / MARK).read_text(encoding="utf-8"))
    except OSError as fault:
        raise NoIndex(folder=folder.name, why="it is not there, or of another form") from fault
    except ValueError as fault:
        raise NoIndex(folder=folder.name, why="it is damaged") from fault
    return told if isinstance(told, dict) else {}


def _sizes(folder: Path) -> dict[str, int]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.endswith(_PASSING))
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in paths if path.name != MARK}
