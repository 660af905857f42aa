"""The texts of FEEL in a DMN file: where each stands, what it can see, and its tree, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from ..errors import BadCell, BadExpression, BadModel
from ..feel import SyntaxFault, parse_expression
from ..feel.tree import Expression, Literal
from .itemtypes import Types
from .xml import Element, attribute

Fault: TypeAlias = BadCell | BadExpression | BadModel
"""What can be wrong with one expression."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands, for errors, and the names it can see."""

    owner: str
    names: tuple[str, ...]
    depth: int = 0
    way: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join((f"“{self.owner}”", *self.way))

    def at(self, part: str) -> Place:
        """A part of what stands at this place."""
        return replace(self, way=(*self.way, part))

    def knowing(self, *names: str) -> Place:
        """The same place with more names in sight."""
        return replace(self, names=self.names + names, depth=self.depth + 1)


class ExpressionReader:
    """Reads expressions of one file; faults are raised, or kept in ``faults`` where that is given."""

    def __init__(
        self,
        model_name: str,
        types: Types,
        members: frozenset[str],
        faults: list[Fault] | None = None,
    ) -> None:
        self.model = model_name
        self.types = types
        self.members = members
        self.known_types = types.all()
        self._faults = faults

    def note(self, fault: Fault) -> None:
        """Raises the fault, or keeps it for who asked for all of them."""
        if self._faults is None:
            raise fault
        self._faults.append(fault)

    def bad(self, place: Place, why: str) -> BadModel:
        """A fault of structure at this place."""
        return BadModel(model=self.model, where=str(place), why=why)

    def only_feel(self, element: Element, place: Place) -> None:
        """Refuses an expression in another language."""
        language = attribute(element, "expressionLanguage")
        if language and not is_feel(language):
            raise self.bad(place, f"its expression language is {language}, not FEEL")

    def parsed(self, text: str, place: Place, what: str) -> Expression:
        """The tree of a text. Raises `BadExpression`."""
        try:
            return parse_expression(text, place.names, self.members, self.known_types)
        except SyntaxFault as fault:
            where = f"{place}, {what}"
            self.note(BadExpression(model=self.model, where=where, character=fault.character, why=fault.why, cell=text))
            return Literal(None)


def is_feel(language: str) -> bool:
    """Whether a model names FEEL, in whatever version and spelling."""
    return "feel" in language.lower()
