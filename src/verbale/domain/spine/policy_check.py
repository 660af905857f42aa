"""What a check of a drafted rulebook tells: findings, cases with their results, and what it would move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from verbale.engines.rules import prepare, read_model
from verbale.engines.rules.cases import BadCases, CaseRun, Outcome, read_cases, run_cases
from verbale.engines.rules.check import check
from verbale.engines.rules.finding import Finding
from verbale.engines.rules.supplycheck import check_beside
from verbale.kernel.canonical import Json, is_digest

NO_CASES, BAD_CASES, CUT_SHORT = "no cases", "unreadable cases", "cut short"
SECONDS_FOR_CASES = 60.0
"""For all cases of a table together; ten thousand need a few, unless a rulebook is made to be slow."""
SAMPLES = 5
"""Samples that are kept of each move."""


@dataclass(frozen=True, slots=True)
class Move:
    """Records of our editions that had one outcome and would have another, or the same; with some of their titles.

    ``before`` is empty where no version was in force.
    """

    before: str
    after: str
    records: int
    samples: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.records < 1 or len(self.samples) > min(self.records, SAMPLES):
            raise ValueError(f"{self.records} records, {len(self.samples)} samples")

    @property
    def moved(self) -> bool:
        """Whether the outcome is another than before."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class OtherTerms:
    """Records that are supplied, or referred, before and afterwards, but under other terms: channel, forms, approvals,
    marking."""

    outcome: str
    before: Mapping[str, Json]
    after: Mapping[str, Json]
    records: int
    samples: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Json]:
        """The change as it is kept."""
        terms: dict[str, Json] = {"before": dict(self.before), "after": dict(self.after)}
        return {"outcome": self.outcome, **terms, "records": self.records, "samples": list(self.samples)}


@dataclass(frozen=True, slots=True)
class Review:
    """A review of our editions by a drafted rulebook, judged above the spine.

    ``rulebook`` is the SHA-256 of the reviewed bytes; ``against`` is the version with which it was compared, empty if
    the policy had none; ``editions`` are the identifiers of what was reviewed.
    """

    rulebook: str
    against: str
    editions: tuple[str, ...]
    moves: tuple[Move, ...]
    terms: tuple[OtherTerms, ...] = ()

    def __post_init__(self) -> None:
        if not is_digest(self.rulebook) or len({(each.before, each.after) for each in self.moves}) < len(self.moves):
            raise ValueError("a review names the bytes it was made of, and each move once")

    @property
    def records(self) -> int:
        """How many records were reviewed."""
        return sum(each.records for each in self.moves)

    def as_json(self) -> dict[str, Json]:
        """The review as it is kept."""
        moves: list[Json] = [{**asdict(each), "samples": list(each.samples)} for each in self.moves]
        told: dict[str, Json] = {"rulebook": self.rulebook, "against": self.against, "editions": list(self.editions)}
        terms: list[Json] = [each.as_json() for each in self.terms]
        return {**told, "records": self.records, "moves": moves, "terms": terms}


@lru_cache(maxsize=32)
def findings_of(rulebook: bytes, name: str) -> tuple[Finding, ...]:
    """All that is wrong with a rulebook, in itself and as a supply rulebook; each once.

    Raises `NotDmn` and `BadModel` where it is none.
    """
    checked = check(rulebook, name=name)
    return (*checked.findings, *check_beside(checked))


@dataclass(frozen=True, slots=True)
class Cases:
    """How a rulebook does on its table of cases; ``faults`` say why the table cannot be used, and then nothing ran."""

    run: CaseRun = field(default_factory=lambda: CaseRun((), (), 0))
    faults: tuple[Finding, ...] = ()

    @property
    def failed(self) -> int:
        """How many cases came out otherwise than expected."""
        return sum(not each.passed for each in self.run.outcomes)

    def as_json(self) -> dict[str, Json]:
        """The cases as they are kept."""
        unfired: list[Json] = [
            {"decision": each.decision, "rule": each.rule, "annotations": dict(each.annotations)}
            for each in self.run.unfired
        ]
        cases: list[Json] = [_case(each) for each in self.run.outcomes]
        return {"cases": cases, "failed": self.failed, "rules": self.run.rules, "unfired": unfired}


def _case(outcome: Outcome) -> Json:
    case = outcome.case
    differences = [asdict(each) for each in outcome.differences]
    return {
        "line": case.line, "case": case.name, "title": case.title, "passed": outcome.passed,
        "fired": list(outcome.fired), "differences": differences,
    }  # fmt: skip


def cases_of(rulebook: bytes, name: str, table: bytes, table_name: str, *, seconds: float = SECONDS_FOR_CASES) -> Cases:
    """Runs the cases of a table by a rulebook without errors. Without a table, every rule is one that no case fires."""
    book = prepare(read_model(rulebook, name=name))
    try:
        cases = read_cases(table, book, file=table_name) if table else ()
    except BadCases as fault:
        return Cases(faults=(Finding(BAD_CASES, f"“{table_name}”", str(fault.facts["why"])),))
    return Cases(run_cases(book, cases, seconds=seconds))


def no_cases(name: str) -> Finding:
    """The finding that a rulebook, which supersedes another, comes without a table of cases."""
    return Finding(NO_CASES, f"“{name}”", "what supersedes a version needs a table of cases that it passes")


def cut_short() -> Finding:
    """The finding that the time of a check was used up before all of it was done, so that it shows nothing yet."""
    return Finding(CUT_SHORT, "rulebook", "the time for its check was used up; what was not reached is not proved")


def is_cut_short(findings: Iterable[Mapping[str, Json]]) -> bool:
    """Whether kept findings say that their check was cut short: one that takes its time says more."""
    return any(each["kind"] == CUT_SHORT for each in findings)


def findings_as_json(findings: Sequence[Finding]) -> list[Json]:
    """Findings as they are kept."""
    return [dict(asdict(each)) for each in findings]
