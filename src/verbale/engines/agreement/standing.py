"""What a set of acts amounts to on a day: the text in force, the change under way, and what each act did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from verbale.engines.agreement.act import Act, Kind


class State(StrEnum):
    """The state of a text, of a change under way, or of one proposal."""

    UNKNOWN = "unknown"
    """Of a text of which nothing is known that counts."""
    PROPOSED = "proposed"
    COUNTERED = "countered"
    APPROVED_BY_ONE = "approved by one"
    APPROVED_BY_BOTH = "approved by both"
    """Both have approved and the depositary has not concluded: not in force."""
    CONCLUDED = "concluded"
    SUPERSEDED = "superseded"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    """Of a proposal: its own side made another."""
    LAPSED = "lapsed"
    """Of a proposal: what it would replace is not in force (12.7)."""
    DISPUTED = "disputed"


UNDER_WAY = (State.PROPOSED, State.COUNTERED, State.APPROVED_BY_ONE, State.APPROVED_BY_BOTH)
"""The states of a proposal that stands, from the farthest from conclusion to the nearest."""


class Effect(StrEnum):
    """What an act did when it was counted."""

    PROPOSED = "proposed"
    COUNTERED = "countered"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    APPROVED = "approved"
    TAKEN_BACK = "taken back"
    CONCLUDED = "concluded"
    NOTICE_GIVEN = "notice given"
    VOID = "void"
    """Nothing: it crossed with another act, or had no object."""
    DISPUTED = "disputed"
    """A conclusion that concludes nothing (12.9)."""


class Reason(StrEnum):
    """Why an act is void, has lapsed, or no longer stands."""

    CROSSED = "it crossed with a conclusion"
    CONCLUDED = "another revision was concluded"
    PROPOSAL_GONE = "the proposal it answers was withdrawn or corrected"
    APPROVAL_GONE = "the approval it answers stood no longer"
    OWN_PROPOSAL = "its side made a new proposal"
    OWN_APPROVAL = "its side approved something else"
    OWN_NOTICE = "its side gave notice"
    TAKEN_BACK = "its side took it back"
    ALREADY = "it was so already"
    NO_OBJECT = "there was nothing of the kind"
    NOT_IN_FORCE = "the revision was not in force"
    ENDED = "the text had ended"
    NOT_DEPOSITARY = "only the depositary concludes"
    NO_APPROVALS = "it names no two approvals that stood"


@dataclass(frozen=True, slots=True)
class Approval:
    """A side's approval that stands: its act, the revision, and the proposal (its act) that it answers."""

    act: str
    side: str
    revision: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal that counted, its state, and the approvals that stand for its revision, by side."""

    act: str
    side: str
    revision: str
    replaces: str | None
    answers: str | None
    effect: Effect
    state: State
    approved_by: tuple[str, ...]

    @property
    def stands(self) -> bool:
        """Whether it can still be approved, withdrawn or concluded."""
        return self.state in UNDER_WAY


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A revision that was concluded: by which act, naming which approvals (the depositary's first), when, and what it
    replaced."""

    revision: str
    act: str
    approvals: tuple[str, str]
    since: datetime
    replaced: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """Notice of the text in force. ``settled``: it can no longer turn out to have crossed with a conclusion, since the
    depositary gave it or has acted after seeing it."""

    act: str
    side: str
    last_day: date
    settled: bool


@dataclass(frozen=True, slots=True)
class Fallen:
    """An act that has no effect, or has it no longer, though its side did not mean that: why, and through which act
    (None: through no act, but since it had no object from the beginning, or by its day)."""

    act: str
    side: str
    kind: Kind
    revision: str
    effect: Effect
    reason: Reason
    through: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history: the act, what it did, why if nothing, and which acts stood no longer after it."""

    act: Act
    effect: Effect
    reason: Reason | None
    ended: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a text stands on a day. Equal for whoever holds the same acts.

    ``state`` is the text's: concluded, ended, disputed, or, as long as nothing was concluded, that of the change.
    ``change`` is that of the proposals that stand, the nearest to conclusion; None if none stands. ``concluded`` are
    all conclusions in their order, ``in_force`` the last unless it has ended. ``fallen`` are the acts that lapsed or
    were void, ``disputes`` the conclusions that conclude nothing. ``waiting`` acts are not counted yet.
    """

    text: str
    depositary: str
    sides: tuple[str, ...]
    on: date
    state: State
    change: State | None
    in_force: Conclusion | None
    concluded: tuple[Conclusion, ...]
    proposals: tuple[Proposal, ...]
    approvals: tuple[Approval, ...]
    notices: tuple[Notice, ...]
    disputes: tuple[str, ...]
    fallen: tuple[Fallen, ...]
    timeline: tuple[Event, ...]
    waiting: tuple[Act, ...]

    @property
    def revision_in_force(self) -> str | None:
        """The hash of the revision in force."""
        return self.in_force.revision if self.in_force else None

    @property
    def last_day(self) -> date | None:
        """The day with which the text ends or has ended by the notices given: the earliest."""
        return min((notice.last_day for notice in self.notices), default=None)

    def proposal_of(self, side: str) -> Proposal | None:
        """The side's proposal that stands."""
        return next((one for one in self.standing_proposals if one.side == side), None)

    def approval_of(self, side: str) -> Approval | None:
        """The side's approval that stands."""
        return next((one for one in self.approvals if one.side == side), None)

    @property
    def standing_proposals(self) -> tuple[Proposal, ...]:
        """At most one a side, the newest last."""
        return tuple(one for one in self.proposals if one.stands)

    @property
    def agreed(self) -> tuple[Approval, Approval] | None:
        """The two approvals of one revision that stand, the depositary's first; None if there are none."""
        if len(self.approvals) != 2 or self.approvals[0].revision != self.approvals[1].revision:
            return None
        one, other = self.approvals
        return (one, other) if one.side == self.depositary else (other, one)
