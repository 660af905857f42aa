"""Patterns that mean the same on every engine: written anew from their tree, or refused.

Every character and class becomes a class of code points, so that no engine's own idea of a letter, a digit, a space or
the end of a line comes in. Only that a match exists is ever asked: in which order ways of matching are tried is not.
"""

from __future__ import annotations

from math import prod

from ..feel.builtins.patterntree import Back, Choice, Edge, Group, Node, One, Repeat, Sequence, parsed
from ..feel.values import Failure
from .errors import Outside

LARGEST = 200
"""Characters and turns that a pattern may ask for, counted out."""
LONGEST = 5_000
"""Characters of a text up to which no pattern of that size reaches the limits of a search one at a time."""
_FLAGS = "sxq"
_SURROGATES = 0xD800, 0xDFFF


def portable(pattern: str, flags: str = "") -> str:
    """The pattern as all engines read it alike. Raises `Outside`."""
    if set(flags) - set(_FLAGS):
        raise Outside("flags of a pattern that engines read differently")
    try:
        tree, _ = parsed(pattern, flags)
    except Failure as why:
        raise Outside(str(why)) from None
    if _size(tree) > LARGEST:
        raise Outside(f"a pattern that asks for more than {LARGEST} characters")
    return _written(tree)


def _size(node: Node) -> int:
    match node:
        case Group(inner):
            return 1 + _size(inner)
        case Sequence(parts) | Choice(parts):
            return 1 + sum(map(_size, parts))
        case Repeat(inner, low, high):
            return prod((max(low, high or 1, 1), _size(inner)))
    return 1


def _written(node: Node) -> str:
    match node:
        case One(characters):
            return _listed(characters.ranges)
        case Edge(sign):
            return r"\A" if sign == "^" else r"\z"
        case Group(inner):
            return f"(?:{_written(inner)})"
        case Sequence(parts):
            return "".join(map(_written, parts))
        case Choice(options):
            return f"(?:{'|'.join(map(_written, options))})"
        case Repeat(inner, low, high):
            return f"(?:{_written(inner)}){{{low},{'' if high is None else high}}}"
        case Back():
            raise Outside("a reference to a group in a pattern")


def _listed(ranges: tuple[tuple[int, int], ...]) -> str:
    """A class of code points; those of surrogates stand for no character, and no engine takes them."""
    kept: list[tuple[int, int]] = []
    for low, high in ranges:
        kept += [(low, min(high, _SURROGATES[0] - 1)), (max(low, _SURROGATES[1] + 1), high)]
    made = "".join(f"\\x{{{low:x}}}-\\x{{{high:x}}}" for low, high in sorted(set(kept)) if low <= high)
    if not made:
        raise Outside("a class in a pattern that has no characters")
    return f"[{made}]"
