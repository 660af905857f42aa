"""The report of a review for a partner, for our eyes: kept with its offer, or made without publishing anything.

It says how many records have which outcome under which rule and in which collection, and what is otherwise than in the
partner's catalogue before: by the new editions and lookup tables on the one hand, by the new version of the policy on
the other (CATALOGUE.md, 6.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from verbale.domain.cycle import descent, review
from verbale.domain.cycle.lookup import lookups
from verbale.engines import catalogue
from verbale.kernel.canonical import Json, canonical, read_json
from verbale.kernel.errors import NotFound
from verbale.kernel.whole_file import written
from verbale.records import files
from verbale.records.holding import Edition, Offer
from verbale.records.party import Party
from verbale.records.policy import PolicyVersion

REVIEW_FILE = "review.json"
Moves = tuple[catalogue.Moved, ...]


@dataclass(frozen=True, slots=True)
class OfferReview:
    """A report, and what moved since ``against``, the partner's catalogue before; None if it had none."""

    report: catalogue.Report
    against: Offer | None
    by_edition: Moves
    by_policy: Moves

    def as_json(self) -> dict[str, Json]:
        """The review as it is kept."""
        return {
            **self.report.as_json(),
            "against": self.against.pk if self.against else "",
            "moves": {"edition": _told(self.by_edition), "policy": _told(self.by_policy)},
        }


def _told(moves: Moves) -> list[Json]:
    return [{**asdict(each), "samples": list(each.samples)} for each in moves]


def keep(folder: Path, *, partner: Party, editions: Sequence[Edition], version: PolicyVersion) -> None:
    """Writes the report of what was just reviewed for an offer beside it."""
    outcomes = folder / catalogue.REVIEWED_FILE
    with TemporaryDirectory(dir=files.home().offers, prefix=".review-") as spill:
        report = catalogue.report_of([descent.opened(each) for each in editions], outcomes, Path(spill))
        found = _compared(report, partner, editions, version.pk, Path(spill))
    with written(folder / REVIEW_FILE) as stream:
        stream.write(canonical(found.as_json()))


def kept(offer: Offer) -> dict[str, Any]:
    """The report that was kept with an offer; offers of before have none."""
    if not is_kept(offer):
        raise NotFound(what="review of the catalogue", which=offer.pk)
    found: dict[str, Any] = read_json(_path(offer).read_bytes(), "the review")
    return found


def is_kept(offer: Offer) -> bool:
    """Whether a report was kept with an offer."""
    return _path(offer).is_file()


def _path(offer: Offer) -> Path:
    return files.home().offers / offer.folder / REVIEW_FILE


def dry_run(
    *, partner: Party, editions: Sequence[Edition], book: review.Book, version: PolicyVersion | None = None
) -> OfferReview:
    """Reviews editions by any rulebook and publishes nothing; ``version`` is the book's, if it has one."""
    with TemporaryDirectory(dir=files.home().offers, prefix=".review-") as folder:
        outcomes = Path(folder) / catalogue.REVIEWED_FILE
        report = review.review([descent.opened(each) for each in editions], book, outcomes, lookups=lookups())
        return _compared(report, partner, editions, version.pk if version else "", Path(folder))


def _compared(
    report: catalogue.Report, partner: Party, editions: Sequence[Edition], version: str, spill: Path
) -> OfferReview:
    """A report beside the partner's newest catalogue: first the new editions by the old rules, then by the new."""
    before = _newest(partner)
    if before is None:
        return OfferReview(report, None, (), ())
    earlier = files.home().offers / before.folder / catalogue.REVIEWED_FILE
    chains = [_chain(each, before) for each in editions]
    if before.version_id == version:
        return OfferReview(report, before, catalogue.moves(earlier, report.outcomes, chains, spill), ())
    opened, book = [descent.opened(each) for each in editions], review.of_version(before.version, partner)
    by_old_rules = review.review(opened, book, spill / "by-old-rules.parquet", lookups=lookups())
    by_edition = catalogue.moves(earlier, by_old_rules.outcomes, chains, spill)
    same = [[each.folder] for each in opened]
    return OfferReview(report, before, by_edition, catalogue.moves(by_old_rules.outcomes, report.outcomes, same, spill))


def _newest(partner: Party) -> Offer | None:
    """The partner's newest catalogue of which the outcomes were kept."""
    for offer in Offer.objects.filter(partner=partner).select_related("version__policy").order_by("-published_at"):
        if (files.home().offers / offer.folder / catalogue.REVIEWED_FILE).is_file():
            return offer
    return None


def _chain(edition: Edition, before: Offer) -> list[Path]:
    """The editions of a source from the one that was offered before to this one; this one alone if none was."""
    reviewed = set(before.editions.values_list("pk", flat=True))
    chain = descent.earlier(edition)
    while chain[0].pk not in reviewed and len(chain) > 1:
        chain.pop(0)
    return [descent.folder_of(each) for each in chain]
