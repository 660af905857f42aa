"""Inputs of models that declare none: editors of single tables write only the columns."""

from __future__ import annotations

from .feel import SyntaxFault
from .feel.lexer import tokens
from .feel.names import tidy
from .xml import Element, attribute, child, children, local, text_of


def undeclared(root: Element) -> dict[str, str]:
    """Names and type references of the columns that are plain names, where a model has no input data at all."""
    if child(root, "inputData") is not None:
        return {}
    made = {tidy(attribute(each, "name")) for each in children(root, "decision")}
    found: dict[str, str] = {}
    for each in root.iter():
        if isinstance(each.tag, str) and local(each) == "inputExpression" and _is_name(text_of(each)):
            name = tidy(text_of(each))
            if name not in made:
                found.setdefault(name, attribute(each, "typeRef"))
    return found


def _is_name(text: str) -> bool:
    try:
        run = tokens(text)[:-1]
    except SyntaxFault:
        return False
    return bool(run) and all(token.kind == "name" for token in run)
