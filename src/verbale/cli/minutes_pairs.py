"""`verbale minutes check --pairs`: versions of texts held against each other, on any machine, without a node."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verbale.cli.options import NoFile, read_file
from verbale.cli.output import printable, wants_json
from verbale.engines import parallel
from verbale.kernel.errors import Unreadable


class BadGlossary(Unreadable):
    """{file} is no glossary: {why}. Write a JSON list such as [{{"zh": ["水文"], "ru": ["гидрология"]}}]."""


def check(file: str, glossary: str | None) -> None:
    """Prints what was found in each pair as soon as it is found."""
    known = parallel.Glossary.given(_terms(glossary)) if glossary else parallel.BUILT_IN
    for found in parallel.check_pairs(_lines(file), known):
        if wants_json():
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
        else:
            sys.stdout.writelines(printable(f"{found['id']}: {line}") + "\n" for line in _sentences(found))
        sys.stdout.flush()


def _sentences(found: dict[str, Any]) -> list[str]:
    return [one["sentence"] for one in found["findings"]] or ["both say the same"]


def _lines(file: str) -> Iterator[str]:
    if file == "-":
        yield from _decoded(sys.stdin.buffer, "standard input")
        return
    try:
        with Path(file).open("rb") as stream:
            yield from _decoded(stream, file)
    except OSError as fault:
        raise NoFile(file=file, why=fault.strerror or str(fault)) from fault


def _decoded(stream: Any, name: str) -> Iterator[str]:
    """Its lines one by one, each no longer than one may be: nothing is held but the line at hand."""
    first = True
    while line := stream.readline(4 * parallel.MOST_CHARACTERS + 1):
        try:
            yield line.decode("utf-8-sig" if first else "utf-8")
        except UnicodeDecodeError as fault:
            raise NoFile(file=name, why="it is not written in UTF-8, or a line is too long") from fault
        first = False


def _terms(file: str) -> list[dict[str, list[str]]]:
    try:
        read = json.loads(read_file(file))
    except (ValueError, RecursionError) as fault:
        raise BadGlossary(file=file, why="it is no JSON") from fault
    if not isinstance(read, list) or not all(map(_is_term, read)):
        raise BadGlossary(file=file, why="it is no list of terms with their forms by language")
    return read


def _is_term(one: Any) -> bool:
    return isinstance(one, dict) and all(
        isinstance(said, str) or (isinstance(said, list) and all(isinstance(form, str) for form in said))
        for said in one.values()
    )
