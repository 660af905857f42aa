"""A boxed expression, or a type, in one line of text: for people who compare two versions, not for a parser.

Whatever decides otherwise has another text.
"""

from __future__ import annotations

from collections.abc import Iterator

from .feel import tree
from .feel.types import Constrained, ContextType, FunctionType, ListType, RangeType, Simple, Type
from .feel.write import literal
from .model import (
    Boxed,
    BoxedContext,
    BoxedFilter,
    BoxedList,
    BoxedLoop,
    Conditional,
    DecisionTable,
    FunctionDefinition,
    Invocation,
    LiteralExpression,
    Relation,
)


def box_text(box: Boxed | None) -> str:
    """What a boxed expression says; empty where there is none."""
    match box:
        case None:
            return ""
        case LiteralExpression():
            return " ".join(box.text.split())
        case DecisionTable():
            return f"table {box.hit.value} ({'; '.join(_table(box))})"
        case Invocation():
            return f"{box_text(box.function)}({_entries(box.bindings)})"
        case BoxedContext():
            return f"{{{_entries((name, each) for name, _type, each in box.entries)}}}"
        case BoxedList():
            return f"[{', '.join(map(box_text, box.items))}]"
        case Relation():
            rows = (f"{{{_entries(zip(box.columns, row, strict=True))}}}" for row in box.rows)
            return f"[{', '.join(rows)}]"
        case FunctionDefinition():
            given = ", ".join(f"{name}: {type_text(of)}" for name, of in box.parameters)
            return f"function({given}) {'external ' if box.external else ''}{box_text(box.body)}"
        case Conditional():
            then, otherwise = box_text(box.then), box_text(box.otherwise)
            return f"if {box_text(box.condition)} then {then} else {otherwise}"
        case BoxedLoop():
            says = "return" if box.kind == "for" else "satisfies"
            return f"{box.kind} {box.name} in {box_text(box.source)} {says} {box_text(box.body)}"
        case BoxedFilter():
            return f"{box_text(box.source)}[{box_text(box.condition)}]"


def _entries(entries: Iterator[tuple[str, Boxed]] | tuple[tuple[str, Boxed], ...]) -> str:
    return ", ".join(f"{name}: {box_text(each)}" if name else box_text(each) for name, each in entries)


def _table(table: DecisionTable) -> Iterator[str]:
    yield f"{', '.join(each.text for each in table.inputs)} → {', '.join(each.name for each in table.outputs)}"
    for rule in table.rules:
        asked, given = (", ".join(cell.text or "-" for cell in cells) for cells in (rule.inputs, rule.outputs))
        yield f"{rule.number}: {asked} → {given}"


def type_text(of: Type) -> str:
    """The name of a type, with the values that it allows."""
    match of:
        case Simple():
            return of.name
        case ListType():
            return f"list of {type_text(of.item)}"
        case RangeType():
            return f"range of {type_text(of.end)}"
        case ContextType():
            return f"context of {', '.join(f'{name}: {type_text(each)}' for name, each in of.members)}"
        case FunctionType():
            return f"function of {', '.join(map(type_text, of.parameters))} → {type_text(of.result)}"
        case Constrained():
            return f"{type_text(of.base)} ({of.text})"


def default_text(default: tree.Expression | None) -> str:
    """The value that an output has where no rule applies; of one that is calculated, the tree of its expression."""
    if isinstance(default, tree.Literal):
        return literal(default.value)
    return "" if default is None else repr(default)
