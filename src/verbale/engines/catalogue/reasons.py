"""What is wrong or odd with a record, as doors put it into other languages.

Faults and remarks are kept with their edition in English, as a reader met them. Each is one of these sentences, filled
in; ``reason_of`` finds which, and with what, so that a door can translate the sentence and fill it in again.
"""

from __future__ import annotations

from verbale.kernel.sentences import Sentences

SENTENCES = {
    "filling": "{size} bytes of filling stand there",
    "cut": "it breaks off without a record terminator; {why}",
    "cut xml": "it breaks off before its end tag",
    "no end tag": "it has no end tag",
    "long": "it has {size} bytes, more than the {most} that a record may have",
    "too long": "it has more than the {most} bytes that a record may have",
    "short": "it is shorter than a leader",
    "leader": "its leader has {found} characters instead of 24",
    "no address": "the address of its data in the leader is no number",
    "address": "its leader says that the data begin at {base}, outside the record or inside the leader",
    "directory end": "its directory does not end at {base}, where the leader says that the data begin",
    "no fields": "it has no fields",
    "directory": "its directory is not made of entries of 12 characters, a tag and nine digits",
    "directory outside": "its directory points outside the record, with field {tag}",
    "directory elsewhere": "its directory names {named} fields, but {found} stand there, elsewhere than it says",
    "other": "it is {what} record, not a bibliographic one",
    "title": "it has no title",
    "title in": "it has no title in field {tag}",
    "title ris": "it has no title (TI or T1)",
    "letters": "its letters are likely in none of the encodings that are known",
    "letters declared": "its letters are likely in none of the encodings that are known; it declares {declared}",
    "byte": "it declares UTF-8, but byte {byte} is none",
    "escapes": "its escape sequences break off",
    "escapes of": "it is {encoding}, but its escape sequences break off",
    "undefined": "it is {encoding}, but with characters that it does not define",
    "file encoding": "its file declares the encoding {encoding}, which is not known",
    "xml": "it is not sound XML: {why}",
    "json deep": "it is nested too deeply",
    "json": "it is no JSON: {why}",
    "json object": "it is JSON, but no object",
    "quotation": "its quotation mark is never closed",
    "row": "it is no row of a table: {why}",
    "cell": "it has a cell of more than a million letters",
    "cells": "it has {found} cells, and the heading has {width}",
    "end ris": "its end (ER) is missing",
    "undeclared": "UTF-8 without saying so",
    "encoding": "encoding: it is {encoding}",
    "encoding declared": "encoding: it is {encoding} and declares {declared}",
    "encoding file": "encoding: it is {encoding} and its file declares {declared}",
    "length": "the length in the leader is wrong",
    "in order": "the directory's lengths are wrong; the fields were taken in their order",
    "terminator": "its record terminator is missing",
    "inside": "a record terminator stands inside a field",
    "end inside": "a field terminator stands inside a field",
    "tag": "“{tag}” is no tag",
    "indicators": "{tag}: wrong indicators",
    "subfield": "{tag}: wrong subfield code",
    "zero": "a zero byte stands inside a cell",
}
_KNOWN = Sentences(SENTENCES.values())


def reason_of(text: str) -> tuple[str, dict[str, str]]:
    """The sentence that a fault or remark is, and what fills it; the text itself and nothing if it is none of them."""
    return _KNOWN.of(text)
