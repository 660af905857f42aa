"""JSON lines: one object a line, read by paths with dots."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.errors import NoMarc
from verbale.engines.catalogue.forms.decoding import UNDECODABLE, LineDecoder
from verbale.engines.catalogue.forms.lines import TOO_LONG, Line, Lines
from verbale.engines.catalogue.forms.said import described, restricting
from verbale.engines.catalogue.mapping import LISTS, ColumnMapping
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.window import Window

_MOST_PATHS = 500


class _NoObject(ValueError):
    """A line is no JSON object; the reason is its text."""


def read_json_lines(window: Window, name: str, mapping: ColumnMapping) -> Iterator[Entry | Fault]:
    """The lines, in order; empty ones are passed over."""
    decoder = LineDecoder(window.data)
    found = False
    for line in Lines(window):
        if line.raw.strip():
            found = True
            yield _entry(line, decoder, mapping)
    if not found:
        raise NoMarc(name=name, why="it has no lines")


def json_paths(window: Window, count: int) -> list[dict[str, str]]:
    """The first objects, each as its paths (without the numbers of lists) and the texts there, joined."""
    decoder = LineDecoder(window.data)
    shown: list[dict[str, str]] = []
    for line in Lines(window):
        try:
            told, _ = _object(line, decoder)
        except _NoObject:
            continue
        shown.append({path: "; ".join(texts) for path, texts in _leaves(told, "").items()})
        if len(shown) >= count:
            break
    return shown


def _entry(line: Line, decoder: LineDecoder, mapping: ColumnMapping) -> Entry | Fault:
    try:
        told, encoding = _object(line, decoder)
    except _NoObject as fault:
        return line.fault(str(fault))
    said = {
        name: [part for path in paths for text in _at(told, path.split(".")) for part in _values(text, name, mapping)]
        for name, paths in mapping.columns.items()
    }
    used = {path for paths in mapping.columns.values() for path in paths}
    unused = restricting(text for path, text in _texts(told) if path not in used)
    found = described(said | {"restriction": [*said.get("restriction", ()), *unused]})
    return line.fault("it has no title") if found is None else Entry(line.offset, line.raw, found, "", encoding)


def _values(text: str, name: str, mapping: ColumnMapping) -> list[str]:
    return text.split(mapping.separator) if mapping.separator and name in LISTS else [text]


def _object(line: Line, decoder: LineDecoder) -> tuple[Mapping[str, object], str]:
    if not line.is_whole:
        raise _NoObject(TOO_LONG)
    decoded = decoder.decode(line.raw)
    if decoded is None:
        raise _NoObject(UNDECODABLE)
    try:
        told = json.loads(decoded[0])
    except RecursionError:
        raise _NoObject("it is nested too deeply") from None
    except ValueError as fault:
        raise _NoObject(f"it is no JSON: {str(fault).partition(':')[0]}") from None
    if not isinstance(told, dict):
        raise _NoObject("it is JSON, but no object")
    return told, decoded[1]


def _at(told: object, path: list[str]) -> list[str]:
    """The texts at a path; a list on the way is gone through, or a number picks from it."""
    if isinstance(told, list):
        if path and path[0].isdecimal():
            at = int(path[0][:9])
            return _at(told[at], path[1:]) if at < len(told) else []
        return [text for one in told for text in _at(one, path)]
    if not path:
        return [] if told is None or isinstance(told, dict) else [_text(told)]
    return _at(told.get(path[0]), path[1:]) if isinstance(told, dict) else []


def _text(told: object) -> str:
    return {True: "true", False: "false"}[told] if isinstance(told, bool) else str(told)


def _texts(told: object) -> Iterator[tuple[str, str]]:
    """Every text with its path, without the numbers of lists."""
    waiting = [("", told)]
    while waiting:
        at, one = waiting.pop()
        if isinstance(one, dict):
            waiting += [(f"{at}.{key}" if at else str(key), value) for key, value in one.items()]
        elif isinstance(one, list):
            waiting += [(at, value) for value in one]
        elif isinstance(one, str) and one:
            yield at, one


def _leaves(told: object, path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    waiting = [(path, told)]
    while waiting and len(found) < _MOST_PATHS:
        at, one = waiting.pop(0)
        if isinstance(one, dict):
            waiting += [(f"{at}.{key}" if at else str(key), value) for key, value in one.items()]
        elif isinstance(one, list):
            waiting += [(at, value) for value in one[:100]]
        elif one is not None and at:
            found.setdefault(at, []).append(_text(one))
    return found
