"""The text of an expression, cut into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .syntax import MAX_LENGTH, MAX_TOKENS, SyntaxFault

_START = (
    r"?A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u167f\u1681-\u180d\u180f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe\uff00-\ufffc\U00010000-\U000effff"
)
"""Characters that begin a name (grammar rule 28), without white space and the sign for what could not be decoded."""
_TOKEN = re.compile(
    rf"""
    (?P<space>(?:\s|[\u180e\u200b\ufeff]|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)+)
  | (?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<string>"(?:[^"\\]|\\.)*")
  | (?P<name>(?:[^\W\d]|[{_START}])(?:\w|[{_START}\u00b7\u0300-\u036f\u203f\u2040])*)
  | (?P<symbol>\*\*|\.\.|->|<=|>=|!=|[-+*/=<>()\[\]{{}},:.@'])
  | (?P<other>[^"“”„«»‘’])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "'": "'", '"': '"', "\\": "\\"}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an expression; ``spaced`` says that white space stands before it.

    One of kind "other" has a meaning only within a name that is known.
    """

    kind: str
    text: str
    start: int
    end: int
    spaced: bool


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of ``text`` and one of kind "end". Raises `SyntaxFault` where no token begins."""
    if len(text) > MAX_LENGTH:
        raise SyntaxFault(f"an expression may have {MAX_LENGTH} characters, this one has {len(text)}", MAX_LENGTH + 1)
    found: list[Token] = []
    at, spaced = 0, False
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise SyntaxFault(_mark(text[at]), at + 1)
        kind = str(match.lastgroup)
        if kind == "space":
            spaced = True
        else:
            found.append(Token(kind, match.group(), at, match.end(), spaced))
            spaced = False
        at = match.end()
    if len(found) > MAX_TOKENS:
        raise SyntaxFault("the expression is too long", found[MAX_TOKENS].start + 1)
    found.append(Token("end", "", len(text), len(text), spaced))
    return tuple(found)


def unquote(token: Token) -> str:
    """The text that a string token stands for."""
    text = _ESCAPE.sub(lambda match: _unescape(match, token), token.text[1:-1])
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _has_surrogate(text) else text


def _unescape(match: re.Match[str], token: Token) -> str:
    code = match.group(1) or match.group(2)
    if code:
        if int(code, 16) > 0x10FFFF:
            raise SyntaxFault(f"there is no character {match.group()}", token.start + 2 + match.start())
        return chr(int(code, 16))
    # A backslash before any other letter stands for itself: patterns are written "\s" in practice.
    return _SIMPLE.get(match.group(3), match.group())


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _mark(character: str) -> str:
    if character == '"':
        return "the quotation mark is never closed"
    return f"{character} is a typographic quotation mark; texts stand between straight ones"
