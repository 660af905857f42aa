"""A review: what a rulebook makes of every record of our editions, by columns, and what would move under another.

    book = review.of_version(version, partner)          # or of_rulebook(data, name)
    before = review.review(editions, book, folder / "before.parquet")
    after = review.review(editions, review.of_rulebook(draft, "draft.dmn"), folder / "after.parquet")
    review.moves(before, after)                         # how many go from which outcome to which

Nothing is published by it. Engines stay blind to each other: the rulebook is compiled here, and the catalogue is given
a function on its columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from verbale.domain.spine import policy
from verbale.engines import catalogue, rules
from verbale.engines.rules import supply
from verbale.engines.rules.fast import fast
from verbale.engines.rules.standard import standard_request
from verbale.kernel.canonical import Json
from verbale.kernel.deadline import NEVER, Deadline
from verbale.kernel.errors import Refused
from verbale.records.party import Party
from verbale.records.policy import PolicyVersion


class OutOfTime(Refused):
    """The time for this review was used up before every record was decided."""


def rulebook_facts(row: Mapping[str, object]) -> dict[str, Json]:
    """The facts of a catalogue's row under the names and values of the supply interface.

    A value that the interface does not know is "other" where there is such a value, else unknown.
    """
    facts = {name.replace("_", " "): value for name, value in row.items() if name in catalogue.FACTS}
    return {name: _conforming(name, value) for name, value in facts.items() if value is not None}


def _conforming(name: str, value: object) -> Json:
    values = supply.INPUTS[name].values
    if values and value not in values:
        return "other" if "other" in values else None
    return value


@dataclass(frozen=True)
class Book:
    """A rulebook with the request under which a whole catalogue is reviewed."""

    prepared: rules.Prepared
    request: Mapping[str, Json]

    def verdict_of(self, row: Mapping[str, object]) -> catalogue.OfferVerdict:
        """What it says of one record; it fails closed."""
        facts = {**rulebook_facts(row), **self.request}
        asked = {name: value for name, value in facts.items() if name in self._asked or name not in supply.INPUTS}
        return self._offered(supply.supply_verdict(self._decide(asked), facts))

    def column_review(self) -> catalogue.ColumnReview:
        """The same by columns, for the catalogue; what it leaves is decided record by record."""
        from verbale.domain.cycle import review_columns

        compiled = review_columns.compiled(self.prepared, self.request)
        verdicts = {rule: self._by_rule(compiled.verdict(rule)) for rule in compiled.rules}
        return catalogue.ColumnReview(review_columns.coding(compiled, self.request, verdicts), verdicts)

    @cached_property
    def _asked(self) -> frozenset[str]:
        return frozenset(each.name for each in self.prepared.model.inputs)

    @cached_property
    def _decide(self) -> rules.Decide:
        return fast(self.prepared)

    def _by_rule(self, verdict: rules.Verdict) -> catalogue.OfferVerdict:
        """What a rule gives a record of which nothing else forbids a supply; see `review_columns`."""
        return self._offered(supply.supply_verdict(verdict, {"distribution": "open", **self.request}))

    def _offered(self, verdict: supply.SupplyVerdict) -> catalogue.OfferVerdict:
        asked = str(self.request.get("form") or "") if verdict.outcome == supply.SUPPLY else ""
        form = verdict.form or asked
        return catalogue.OfferVerdict(
            outcome=verdict.outcome, channel=verdict.channel or "", forms=(form,) if form else (),
            approvals=verdict.approvals, marking=verdict.marking or "", basis=verdict.basis or "",
            rule=", ".join(str(rule) for rule in verdict.rules),
        )  # fmt: skip


def of_version(version: PolicyVersion, partner: Party | None = None) -> Book:
    """A version of a policy under its standard request, asked by a partner if one is named."""
    request = policy.standard_request(version)
    return Book(policy.prepared(version), request if partner is None else {**request, "partner": partner.code})


def of_rulebook(data: bytes, name: str, partner: Party | None = None) -> Book:
    """A rulebook that is no version yet. Raises what reading it raises, and `BadModel` without a standard request."""
    policy.check_whole(data, name)
    prepared = rules.prepare(rules.read_model(data, name=name))
    request = {key: rules.to_json(value) for key, value in standard_request(prepared.model).items()}
    return Book(prepared, request if partner is None else {**request, "partner": partner.code})


def review(
    editions: Sequence[catalogue.Edition], book: Book, outcomes: Path, *, lookups: catalogue.Lookups | None = None,
    until: Deadline = NEVER,
) -> catalogue.Report:  # fmt: skip
    """Reviews editions by a rulebook, without publishing anything.

    ``outcomes`` is a new file for the outcome of every record; its folder takes what does not fit into memory.
    ``lookups`` are the tables in force, None: those of each import. Raises OSError for the disk, and
    `OutOfTime` where records are left that no column decides ``until`` then.
    """

    def verdict_of(row: Mapping[str, object]) -> catalogue.OfferVerdict:
        if until.passed:
            raise OutOfTime()
        return book.verdict_of(row)

    catalogue.review_editions(editions, verdict_of, outcomes, review=book.column_review(), lookups=lookups)
    return catalogue.report_of(editions, outcomes, outcomes.parent)


def moves(
    before: catalogue.Report, after: catalogue.Report, chains: Sequence[Sequence[Path]] = ()
) -> tuple[catalogue.Moved, ...]:
    """How many records go from which outcome to which, the commonest first.

    ``chains`` are the folders of each source's editions from that of the first review to that of the second; without
    them both are of the same editions.
    """
    same = [[folder] for folder in after.editions]
    return catalogue.moves(before.outcomes, after.outcomes, chains or same, after.outcomes.parent)
