"""Walking over every dictionary of a PDF, also those that no page leads to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

import pikepdf

Pdf = pikepdf.Pdf
Node = Any
"""A PDF dictionary, or a stream (whose keys are those of its dictionary)."""


def every_dictionary(pdf: Pdf) -> Iterator[Node]:
    """Each dictionary and stream once: the trailer, the indirect objects, and what they hold directly."""
    yield from _within(pdf.trailer)
    for held in pdf.objects:
        yield from _within(held)


def is_dictionary(value: Any) -> TypeGuard[Node]:
    """Whether it is a dictionary, or a stream, which has one."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def is_array(value: Any) -> TypeGuard[Node]:
    """Whether it is an array."""
    return isinstance(value, pikepdf.Array)


def name_of(node: Node, key: str) -> str:
    """The name that stands under a key, without its slash; empty if there is none."""
    value = node.get(key) if is_dictionary(node) else None
    return text_of(value) if isinstance(value, pikepdf.Name) else ""


def keys_of(node: Node) -> list[str]:
    """The keys of a dictionary, which may be changed while they are gone through."""
    return [str(key) for key in node]


def keep_only(node: Node, wanted: frozenset[str]) -> None:
    """Deletes every other key."""
    for key in [key for key in keys_of(node) if key not in wanted]:
        del node[key]


def text_of(value: Any) -> str:
    """A PDF string or name as text; empty for anything else."""
    if isinstance(value, pikepdf.Name):
        # Names are bytes; old programs wrote them in the encoding of their country.
        return bytes(value).decode("utf-8", "replace").removeprefix("/")
    return str(value) if isinstance(value, pikepdf.String | str) else ""


def entries(node: Node, key: str) -> list[Any]:
    """What stands under a key as a list: an array's members, a single value alone, or nothing."""
    value = node.get(key)
    if value is None:
        return []
    return list(value) if is_array(value) else [value]


def _within(held: Any) -> Iterator[Node]:
    waiting = [held]
    while waiting:
        value = waiting.pop()
        if is_dictionary(value):
            yield value
            waiting += _direct(child for _, child in value.items())
        elif is_array(value):
            waiting += _direct(value)


def _direct(children: Any) -> list[Any]:
    return [child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect]
