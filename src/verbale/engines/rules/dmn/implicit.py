"""What tables take from outside where nothing declares it: then the columns say it."""

from __future__ import annotations

from ..feel import SyntaxFault
from ..feel.lexer import tokens
from ..feel.names import tidy
from .xml import Element, attribute, child, children, text_of


def undeclared(root: Element) -> dict[str, str]:
    """Names and type references of the inputs of a model that is one table without any: editors of single tables write
    only the columns."""
    decisions = list(children(root, "decision"))
    table = child(decisions[0], "decisionTable") if len(decisions) == 1 else None
    return {} if table is None or child(root, "inputData") is not None else _columns(table)


def assumed(logic: Element) -> dict[str, str]:
    """Names and type references of the parameters of a knowledge model that is a table and declares none: the input
    expressions of the table are assumed to be their names (DMN 1.5, section 10.2.1.7)."""
    table = child(logic, "decisionTable")
    return {} if table is None or child(logic, "formalParameter") is not None else _columns(table)


def _columns(table: Element) -> dict[str, str]:
    """Names and type references of the columns that are plain names."""
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
