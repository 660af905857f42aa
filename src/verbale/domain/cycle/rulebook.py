"""What a drafted rulebook would move: our editions, reviewed by it and by the version that it would supersede."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from verbale.domain.cycle import descent
from verbale.domain.cycle.review import rulebook_facts
from verbale.domain.spine import policy, policy_draft
from verbale.domain.spine.person import check_role
from verbale.domain.spine.policy_check import SAMPLES, Move, Review, findings_of
from verbale.engines import catalogue, rules
from verbale.engines.rules import supply
from verbale.engines.rules.standard import standard_request
from verbale.records.holding import Edition
from verbale.records.person import Person, Role
from verbale.records.policy_draft import PolicyDraft

COLUMNS = (*catalogue.FACTS, "title")
Moves = tuple[Move, ...]
Progress = Callable[[int], None]


def check(*, draft: PolicyDraft, by: Person, at: datetime, progress: Progress | None = None) -> PolicyDraft:
    """Checks a draft with a review of our newest editions; checked, if nothing is wrong with it."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    return policy_draft.check(draft=draft, review=review_of(draft, progress), by=by, at=at)


def review_of(draft: PolicyDraft, progress: Progress | None = None) -> Review:
    """What a draft would move in our newest editions; nothing is reviewed by a rulebook with errors."""
    before = policy_draft.superseded(draft)
    data, against = bytes(draft.rulebook), before.pk if before else ""
    if any(each.error for each in findings_of(data, draft.file_name)):
        return Review(draft.rulebook_sha256, against, (), ())
    book = rules.prepare(rules.read_model(data, name=draft.file_name))
    found = newest_editions()
    old = policy.prepared(before) if before else None
    moves = compared([descent.opened(each) for each in found], old, book, progress)
    return Review(draft.rulebook_sha256, against, tuple(each.pk for each in found), moves)


def newest_editions() -> list[Edition]:
    """The editions out of which partners are offered."""
    return list(Edition.objects.newest().order_by("imported_at", "pk"))


def records_to_review() -> int:
    """How many records a check reviews."""
    return sum(edition.records for edition in newest_editions())


def compared(
    editions: Sequence[catalogue.Edition], before: rules.Prepared | None, after: rules.Prepared,
    progress: Progress | None = None,
) -> Moves:  # fmt: skip
    """How many records go from which outcome to which, the commonest first, each under its book's standard request."""
    counted: Counter[tuple[str, str]] = Counter()
    samples: dict[tuple[str, str], list[str]] = defaultdict(list)
    for done, (title, pair) in enumerate(_pairs(editions, before, after), 1):
        if progress and done % 1000 == 0:
            progress(done)
        counted[pair] += 1
        if len(samples[pair]) < SAMPLES:
            samples[pair].append(title)
    return tuple(Move(*pair, number, tuple(samples[pair])) for pair, number in counted.most_common())


def _pairs(
    editions: Sequence[catalogue.Edition], before: rules.Prepared | None, after: rules.Prepared
) -> Iterator[tuple[str, tuple[str, str]]]:
    asked = [(book, standard_request(book.model)) for book in (before, after) if book is not None]
    for edition in editions:
        for row in edition.rows(COLUMNS):
            facts = rulebook_facts(catalogue.facts_in(row))
            outcomes = [_outcome(book, {**facts, **_plain(request)}) for book, request in asked]
            yield str(row["title"] or ""), (outcomes[0] if before is not None else "", outcomes[-1])


def _outcome(book: rules.Prepared, facts: Mapping[str, rules.Fact]) -> str:
    return supply.judge(book, facts).outcome


def _plain(request: Mapping[str, rules.Value]) -> dict[str, rules.Fact]:
    return {name: rules.to_json(value) for name, value in request.items()}
