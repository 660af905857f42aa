"""The paper of minutes: made from the agreed revision alone, so that both nodes make the same bytes (6.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle.minutes_heading import SESSION, Signing, heading_of
from verbale.engines import agreement, paper, signature
from verbale.kernel.errors import Refused
from verbale.records.minutes import Minutes


class NotAgreed(Refused):
    """The wording of these minutes is not agreed yet: one side has not approved. A draft can be printed, not signed."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The paper with an empty field for each side, and the size of each side's box in points."""

    data: bytes
    boxes: Mapping[str, tuple[float, float]]


def paper_of(revision: agreement.Revision) -> paper.MinutesPaper:
    """What the paper of a revision says. Raises NoSessionArticle where the revision names no session or signatory."""
    heading = heading_of(revision)
    articles = tuple(
        paper.MinutesArticle(one.identifier, one.heading, one.text, one.roles)
        for one in revision.articles
        if SESSION not in one.roles
    )
    sides = (_side(heading.sides[0]), _side(heading.sides[1]))
    return paper.MinutesPaper(
        title=revision.title, languages=revision.languages, articles=articles, sides=sides, revision=revision.hash,
        session=heading.label, place=heading.place, dates=heading.days, prevails=_prevails(revision),
    )  # fmt: skip


def _side(side: Signing) -> paper.MinutesSide:
    rows = zip(*side.members.values(), strict=True)
    members = tuple(paper.Delegate(dict(zip(side.members, row, strict=True))) for row in rows)
    return paper.MinutesSide(side.code, side.name, paper.Delegate(side.head, side.office), members)


def _prevails(revision: agreement.Revision) -> Mapping[str, str]:
    """The words of the article of the session: it says in which languages the minutes are, and which prevails."""
    return revision.with_role(SESSION)[0].text


def draw(
    revision: agreement.Revision, layout: paper.MinutesLayout = paper.MinutesLayout.SIDE_BY_SIDE
) -> paper.MinutesPdf:
    """The paper of a revision, dated with the last day of its session; equal revisions give equal bytes."""
    return paper.minutes(paper_of(revision), day=heading_of(revision).last_day, layout=layout)


@lru_cache(maxsize=4)
def prepared(revision: agreement.Revision) -> Prepared:
    """The paper that both sides sign: side by side, with both fields, made alike by both nodes."""
    drawn = draw(revision)
    boxes = {one.side: signature.Box(one.page + 1, *one.rect) for one in drawn.boxes}
    sizes = {side: (box.right - box.left, box.top - box.bottom) for side, box in boxes.items()}
    return Prepared(signature.prepare(drawn.data, boxes), sizes)


def agreed_paper(minutes: Minutes) -> Prepared:
    """The paper of the agreed wording. Raises NotAgreed."""
    return prepared(agreed_revision(minutes))


def agreed_revision(minutes: Minutes) -> agreement.Revision:
    """The revision that both sides agreed. Raises NotAgreed."""
    revision = minutes_of.agreed(minutes)
    if revision is None:
        raise NotAgreed()
    return revision


def sides_of(revision: agreement.Revision) -> tuple[str, str]:
    """The codes of the sides in the order of the paper."""
    one, other = heading_of(revision).sides
    return one.code, other.code
