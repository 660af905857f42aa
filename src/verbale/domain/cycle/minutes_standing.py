"""Where many minutes stand at once, who signed, and what each waits for, at a cost that does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle.minutes import MinutesState
from verbale.domain.cycle.minutes_heading import heading_of
from verbale.domain.spine import party
from verbale.engines import agreement
from verbale.records.minutes import GovernmentApproval, Minutes, SignedPaper
from verbale.records.text import Revision, Text


class Wait(StrEnum):
    """What minutes wait for, of a side."""

    AGREEMENT = "agreement"
    """Of both: one revision that both approve; what of whom, `text_awaited` tells."""
    FIRST_SIGNATURE = "first signature"
    """Of the depositary, whose side signs first (6.4)."""
    SECOND_SIGNATURE = "second signature"
    RECEIPT = "receipt"
    """Of the partner's node: that it holds the paper with both signatures (6.6)."""
    APPROVAL = "approval"
    """Of a government (6.7)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Minutes as a list shows them; ``minutes`` is None for a text that nobody has looked at as minutes yet."""

    text: Text
    minutes: Minutes | None
    state: MinutesState
    signed_by: tuple[str, ...]
    waits: tuple[tuple[Wait, str], ...]
    """What is awaited, and of which side by its code; empty for both."""

    @property
    def session(self) -> int | None:
        """The number of the session, where it is planned here."""
        return self.minutes.session.number if self.minutes and self.minutes.session else None


def standings(texts: Iterable[Text]) -> list[Standing]:
    """Where these minutes stand, in their order; the partner of each text is read along if the caller selected it."""
    rows = list(texts)
    kept = {one.text_id: one for one in Minutes.objects.filter(text__in=rows).select_related("session")}
    papers = _papers(kept.values(), {one.pk: one.in_force for one in rows})
    given: defaultdict[str, set[str]] = defaultdict(set)
    for minutes, side in GovernmentApproval.objects.filter(minutes__in=kept.values()).values_list("minutes_id", "side"):
        given[minutes].add(side)
    asked = _Asked(one for one in rows if one.in_force)
    us = party.us().code
    return [_standing(one, kept.get(one.pk), papers, given, asked, us) for one in rows]


def _papers(kept: Iterable[Minutes], in_force: Mapping[str, str]) -> dict[str, SignedPaper]:
    """By minutes the paper of the wording agreed now with the most signatures."""
    minutes = {one.pk: in_force[one.text_id] for one in kept}
    found: dict[str, SignedPaper] = {}
    for paper in SignedPaper.objects.filter(minutes__in=minutes, refusal=""):
        best = found.get(paper.minutes_id)
        if paper.revision == minutes[paper.minutes_id] and (
            best is None or len(best.signatures) < len(paper.signatures)
        ):
            found[paper.minutes_id] = paper
    return found


class _Asked:
    """Whose approvals the statutes ask for; each commission's is read once, and only when somebody asks."""

    def __init__(self, texts: Iterable[Text]) -> None:
        self._texts = {one.pk: one for one in texts}
        self._revisions: dict[str, agreement.Revision] | None = None
        self._by_commission: dict[tuple[str, str], bool] = {}

    def of(self, text: Text) -> tuple[str, ...]:
        if self._revisions is None:
            rows = Revision.objects.filter(
                text__in=self._texts, hash__in=[one.in_force for one in self._texts.values()]
            )
            self._revisions = {
                row.text_id: agreement.Revision.of_json(row.content)
                for row in rows
                if row.hash == self._texts[row.text_id].in_force
            }
        heading = heading_of(self._revisions[text.pk])
        key = (text.partner_id, heading.commission)
        if key not in self._by_commission:
            self._by_commission[key] = minutes_of.asks_for_approval(text, heading.commission)
        return tuple(side.code for side in heading.sides) if self._by_commission[key] else ()


def _standing(
    text: Text, minutes: Minutes | None, papers: Mapping[str, SignedPaper], given: Mapping[str, set[str]],
    asked: _Asked, us: str,
) -> Standing:  # fmt: skip
    held = papers.get(minutes.pk) if minutes else None

    def approvals() -> Sequence[str]:
        return [side for side in asked.of(text) if minutes is None or side not in given.get(minutes.pk, ())]

    state = minutes_of.state_from(text, held, minutes.concluded_at if minutes else None, approvals)
    signed_by = tuple(str(one["side"]) for one in held.signatures) if held else ()
    return Standing(text, minutes, state, signed_by, _waits(state, text, signed_by, us, approvals))


def _waits(
    state: MinutesState, text: Text, signed_by: Sequence[str], us: str, approvals: Callable[[], Sequence[str]]
) -> tuple[tuple[Wait, str], ...]:
    sides = (us, text.partner.code)
    if state is MinutesState.NEGOTIATED:
        return ((Wait.AGREEMENT, ""),)
    if state is MinutesState.WORDING_AGREED:
        return ((Wait.FIRST_SIGNATURE, text.depositary),)
    if state is MinutesState.SIGNED_BY_ONE:
        return tuple((Wait.SECOND_SIGNATURE, side) for side in sides if side not in signed_by)
    if state is MinutesState.SIGNED_BY_BOTH:
        return ((Wait.RECEIPT, text.partner.code),)
    if state is MinutesState.CONCLUDED:
        return tuple((Wait.APPROVAL, side) for side in approvals())
    return ()
