"""A decision table of a DMN file becomes a `DecisionTable`; a fault in a cell names rule, column and character."""

from __future__ import annotations

from dataclasses import replace

from ..errors import BadCell
from ..feel import SyntaxFault, parse_expression, parse_unary_tests
from ..feel.names import tidy
from ..feel.tree import Expression, In, Iterator, Literal, Name, Quantified, Tests
from ..feel.types import ANY, ListType, bare
from ..model import DecisionTable, Hit, InputCell, InputColumn, OutputCell, OutputColumn, Rule
from .expressions import ExpressionReader, Place
from .xml import Element, attribute, child, children, local, text_of

_POLICIES = {
    "": Hit.UNIQUE,
    "UNIQUE": Hit.UNIQUE,
    "ANY": Hit.ANY,
    "FIRST": Hit.FIRST,
    "PRIORITY": Hit.PRIORITY,
    "RULE ORDER": Hit.RULE_ORDER,
    "OUTPUT ORDER": Hit.OUTPUT_ORDER,
    "COLLECT": Hit.COLLECT,
}
_AGGREGATIONS = {"": Hit.COLLECT, "SUM": Hit.SUM, "MIN": Hit.MIN, "MAX": Hit.MAX, "COUNT": Hit.COUNT}
_RANKING = (Hit.PRIORITY, Hit.OUTPUT_ORDER)


def read_table(reader: ExpressionReader, element: Element, place: Place) -> DecisionTable:
    """The table below ``element``. Raises `BadCell`, `BadExpression` or `BadModel`."""
    return _TableReader(reader, place).table(element)


class _TableReader:
    def __init__(self, reader: ExpressionReader, place: Place) -> None:
        self._reader = reader
        self._place = place

    def table(self, element: Element) -> DecisionTable:
        hit = self._hit(element)
        inputs = tuple(self._input(each, number) for number, each in enumerate(children(element, "input"), 1))
        columns = list(children(element, "output"))
        outputs = tuple(self._output(each, element, len(columns)) for each in columns)
        if hit in _RANKING and len(outputs) == 1 and outputs[0].allowed is None:
            found = self._reader.types.listed(_declared(element))
            outputs = outputs if found is None else (replace(outputs[0], allowed=found[1], allowed_text=found[0]),)
        names = [each.name for each in outputs]
        if not outputs:
            raise self._reader.bad(self._place, "the table has no output")
        if len(outputs) > 1 and (not all(names) or len(set(names)) < len(names)):
            raise self._reader.bad(self._place, "each of several outputs needs a name of its own")
        if len(outputs) > 1 and hit in (Hit.SUM, Hit.MIN, Hit.MAX):
            raise self._reader.bad(self._place, f"hit policy {hit.value} needs a table with one output")
        annotations = tuple(attribute(each, "name") for each in children(element, "annotation"))
        rules = tuple(
            self._rule(each, number, inputs, outputs, annotations)
            for number, each in enumerate(children(element, "rule"), 1)
        )
        return DecisionTable(hit, inputs, outputs, rules, annotations)

    def _hit(self, element: Element) -> Hit:
        policy, aggregation = attribute(element, "hitPolicy"), attribute(element, "aggregation")
        if policy not in _POLICIES or aggregation not in _AGGREGATIONS:
            raise self._reader.bad(self._place, f"there is no hit policy “{policy} {aggregation}”".replace(" ”", "”"))
        hit = _POLICIES[policy]
        return _AGGREGATIONS[aggregation] if hit is Hit.COLLECT else hit

    def _input(self, element: Element, number: int) -> InputColumn:
        asked = child(element, "inputExpression")
        if asked is not None:
            self._reader.only_feel(asked, self._place)
        text = text_of(asked)
        label = tidy(attribute(element, "label")) or text
        if not text:
            raise self._reader.bad(self._place, f"input column “{label or number}” has no expression")
        allowed, listed = self._listed(child(element, "inputValues"), label)
        expression = self._reader.parsed(text, self._place, f"input column “{label}”")
        declared = self._reader.types.named(attribute(asked, "typeRef")) if asked is not None else ANY
        if allowed is not None and isinstance(bare(declared), ListType):
            allowed = _or_each(allowed)
        return InputColumn(label, text, expression, allowed, listed, declared)

    def _output(self, element: Element, table: Element, count: int) -> OutputColumn:
        name = tidy(attribute(element, "name"))
        reference = attribute(element, "typeRef")
        label = name or tidy(attribute(element, "label") or attribute(table, "outputLabel")) or self._place.owner
        allowed, listed = self._listed(child(element, "outputValues"), label)
        of_type = self._reader.types.listed(reference)
        if allowed is None and of_type is not None:
            listed, allowed = of_type
        default = text_of(child(element, "defaultOutputEntry"))
        tree = self._reader.parsed(default, self._place, f"default of output “{label}”") if default else None
        return OutputColumn(
            name if count > 1 else "", label, self._reader.types.named(reference), allowed, listed, tree
        )

    def _listed(self, element: Element | None, label: str) -> tuple[Tests | None, str]:
        text = text_of(element)
        if not text:
            return None, ""
        found = self._tests(text, "allowed values", label)
        return (found, text) if found.tests or found.anything else (None, "")

    def _rule(
        self,
        element: Element,
        number: int,
        inputs: tuple[InputColumn, ...],
        outputs: tuple[OutputColumn, ...],
        annotations: tuple[str, ...],
    ) -> Rule:
        asked, given = list(children(element, "inputEntry")), list(children(element, "outputEntry"))
        if len(asked) != len(inputs) or len(given) != len(outputs):
            why = f"rule {number} has {len(asked)} + {len(given)} cells under {len(inputs)} + {len(outputs)} columns"
            raise self._reader.bad(self._place, why)
        notes = [text_of(each) for each in children(element, "annotationEntry")]
        described = child(element, "description")
        # A rule may say more than there are headings.
        headings = (*annotations, *[""] * len(notes))
        named = (heading or f"annotation {at}" for at, heading in enumerate(headings, 1))
        written = dict(zip(named, notes, strict=False))
        if described is not None and (described.text or "").strip():
            written.setdefault("description", (described.text or "").strip())
        return Rule(
            number,
            attribute(element, "id"),
            tuple(self._cell(cell, number, column.label) for cell, column in zip(asked, inputs, strict=True)),
            tuple(self._result(cell, number, column.label) for cell, column in zip(given, outputs, strict=True)),
            written,
        )

    def _cell(self, element: Element, rule: int, column: str) -> InputCell:
        self._reader.only_feel(element, self._place)
        text = text_of(element)
        return InputCell(text, self._tests(text, str(rule), column))

    def _tests(self, text: str, rule: str, column: str) -> Tests:
        try:
            return parse_unary_tests(text, (*self._place.names, "?"), self._reader.members, self._reader.known_types)
        except SyntaxFault as fault:
            self._reader.note(self._bad_cell(fault, text, rule, column))
            return Tests(())

    def _result(self, element: Element, rule: int, column: str) -> OutputCell:
        self._reader.only_feel(element, self._place)
        text = text_of(element)
        # A cell that was left empty, or holds the dash of "nothing said", gives null.
        return OutputCell(text, self._value("null" if text in ("", "-") else text, rule, column))

    def _value(self, text: str, rule: int, column: str) -> Expression:
        try:
            return parse_expression(text, self._place.names, self._reader.members, self._reader.known_types)
        except SyntaxFault as fault:
            self._reader.note(self._bad_cell(fault, text, str(rule), column))
            return Literal(None)

    def _bad_cell(self, fault: SyntaxFault, text: str, rule: str, column: str) -> BadCell:
        return BadCell(
            model=self._reader.model,
            decision=self._place.owner,
            rule=rule,
            column=column,
            character=fault.character,
            why=fault.why,
            cell=text,
        )


def _or_each(allowed: Tests) -> Tests:
    """Allowed values for a list, or for each of its items."""
    each = Quantified(True, (Iterator("item", Name("?")),), In(Name("item"), allowed))
    return allowed if allowed.anything or allowed.negated else replace(allowed, tests=(*allowed.tests, each))


def _declared(table: Element) -> str:
    """The type of what a table gives, where its only output names none."""
    holder = table.getparent()
    if holder is not None and local(holder) == "encapsulatedLogic":
        holder = holder.getparent()
    variable = child(holder, "variable") if holder is not None else None
    return attribute(table, "typeRef") or (attribute(variable, "typeRef") if variable is not None else "")
