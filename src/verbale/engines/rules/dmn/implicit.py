"""Inputs of models that declare none: editors of single tables write only the columns."""

from __future__ import annotations

from ..feel import SyntaxFault
from ..feel.lexer import tokens
from ..feel.names import tidy
from .xml import Element, attribute, child, children, text_of


def undeclared(root: Element) -> dict[str, str]:
    """Names and type references of the columns that are plain names, where a model is one table without any input."""
    decisions = list(children(root, "decision"))
    table = child(decisions[0], "decisionTable") if len(decisions) == 1 else None
    if table is None or child(root, "inputData") is not None:
        return {}
    found: dict[str, str] = {}
    for column in children(table, "input"):
        asked = child(column, "inputExpression")
        if asked is not None and _is_name(text_of(asked)):
            found.setdefault(tidy(text_of(asked)), attribute(asked, "typeRef"))
    return found


def _is_name(text: str) -> bool:
    try:
        run = tokens(text)[:-1]
    except SyntaxFault:
        return False
    return bool(run) and all(token.kind == "name" for token in run)
