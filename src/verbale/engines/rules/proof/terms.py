"""One solver, and the conditions that are built for it, each of them once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import z3

Term: TypeAlias = Any
"""A condition of the solver."""


class Terms:
    """A solver and what was said to it."""

    def __init__(self, *, finite: bool = False) -> None:
        """``finite``: no numbers are calculated with, and a solver of truths alone is faster."""
        self.context = z3.Context()
        self._solver = z3.SolverFor("QF_FD", ctx=self.context) if finite else z3.Solver(ctx=self.context)
        self.true, self.false = z3.BoolVal(True, self.context), z3.BoolVal(False, self.context)
        self._truths = z3.BoolSort(self.context)
        self.definitions: list[Term] = []
        self.known: list[Term] = []
        """All that was said; a solver of truths alone gives back its own wording of it."""
        self._names: dict[int, tuple[Term, Term]] = {}
        self._fresh = 0

    def say(self, *terms: Term) -> None:
        """These hold of every record."""
        self.known.extend(terms)
        for each in terms:
            # `Solver.add` looks at each term several times; a table has thousands.
            z3.Z3_solver_assert(self.context.ref(), self._solver.solver, each.as_ast())

    def truth_of(self, name: str) -> Term:
        """A truth by its name."""
        # `z3.Bool` makes the sort of truths again each time.
        symbol = z3.Z3_mk_string_symbol(self.context.ref(), name)
        return z3.BoolRef(z3.Z3_mk_const(self.context.ref(), symbol, self._truths.ast), self.context)

    def fresh(self, name: str) -> Term:
        """A truth of its own."""
        self._fresh += 1
        return self.truth_of(f"{name}!{self._fresh}")

    def defined(self, name: str, term: Term) -> Term:
        """A short name for a long condition."""
        made = self.fresh(name)
        self.say(z3.BoolRef(z3.Z3_mk_eq(self.context.ref(), made.as_ast(), term.as_ast()), self.context))
        self.definitions.append(made)
        return made

    def named(self, term: Term) -> Term:
        """The condition as one truth or its negation, which the solver can suppose and take back at little cost."""
        if z3.is_const(term) or (z3.is_not(term) and z3.is_const(term.arg(0))):
            return term
        known = self._names.get(term.get_id())
        if known is None:
            known = self._names[term.get_id()] = (term, self.defined("supposed", term))
        return known[1]

    def all(self, terms: Iterable[Term]) -> Term:
        """Their conjunction."""
        found = [each for each in terms if each is not self.true]
        if any(each is self.false for each in found):
            return self.false
        return self.true if not found else found[0] if len(found) == 1 else self._joined(z3.Z3_mk_and, found)

    def any(self, terms: Iterable[Term]) -> Term:
        """Their disjunction."""
        found = [each for each in terms if each is not self.false]
        if any(each is self.true for each in found):
            return self.true
        return self.false if not found else found[0] if len(found) == 1 else self._joined(z3.Z3_mk_or, found)

    def _joined(self, make: Callable[..., Any], terms: list[Term]) -> Term:
        # So do z3.And and z3.Or.
        terms_ = (z3.Ast * len(terms))(*(each.as_ast() for each in terms))
        return z3.BoolRef(make(self.context.ref(), len(terms), terms_), self.context)

    def negated(self, term: Term) -> Term:
        """Its negation."""
        if term is self.true or term is self.false:
            return self.false if term is self.true else self.true
        return z3.BoolRef(z3.Z3_mk_not(self.context.ref(), term.as_ast()), self.context)
