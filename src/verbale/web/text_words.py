"""What states, effects and reasons of texts are called on a page; always in words, never by colour alone."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from verbale.domain.spine.text_awaited import Wanted
from verbale.domain.spine.text_proof import Finding
from verbale.engines.agreement import Change, Effect, Kind, Reason, State
from verbale.web.tone import BUSY, DONE, QUIET, STOP, WAIT

STATES: dict[str, str] = {
    State.PROPOSED: pgettext_lazy("state of a text", "Proposed, not in force"),
    State.COUNTERED: pgettext_lazy("state of a text", "Counter-proposal, not in force"),
    State.APPROVED_BY_ONE: pgettext_lazy("state of a text", "Approved by one side only, not in force"),
    State.APPROVED_BY_BOTH: pgettext_lazy("state of a text", "Approved by both, not concluded yet"),
    State.CONCLUDED: pgettext_lazy("state of a text", "Concluded, in force"),
    State.SUPERSEDED: pgettext_lazy("state of a text", "Superseded"),
    State.ENDED: pgettext_lazy("state of a text", "Ended"),
    State.WITHDRAWN: pgettext_lazy("state of a text", "Withdrawn"),
    State.CORRECTED: pgettext_lazy("state of a text", "Corrected by its own side"),
    State.LAPSED: pgettext_lazy("state of a text", "Lapsed"),
    State.DISPUTED: pgettext_lazy("state of a text", "Disputed"),
}

TONES: dict[str, str] = {
    State.PROPOSED: WAIT,
    State.COUNTERED: WAIT,
    State.APPROVED_BY_ONE: WAIT,
    State.APPROVED_BY_BOTH: BUSY,
    State.CONCLUDED: DONE,
    State.DISPUTED: STOP,
}

KINDS: dict[str, str] = {
    Kind.PROPOSE: pgettext_lazy("act on a text", "Proposal"),
    Kind.WITHDRAW: pgettext_lazy("act on a text", "Withdrawal of the proposal"),
    Kind.APPROVE: pgettext_lazy("act on a text", "Approval"),
    Kind.TAKE_BACK: pgettext_lazy("act on a text", "Taking back of the approval"),
    Kind.CONCLUDE: pgettext_lazy("act on a text", "Conclusion"),
    Kind.GIVE_NOTICE: pgettext_lazy("act on a text", "Notice"),
}

EFFECTS: dict[str, str] = {
    Effect.PROPOSED: pgettext_lazy("effect of an act", "Proposed"),
    Effect.COUNTERED: pgettext_lazy("effect of an act", "Proposed against the other side's proposal"),
    Effect.CORRECTED: pgettext_lazy("effect of an act", "Corrected its own proposal"),
    Effect.WITHDRAWN: pgettext_lazy("effect of an act", "Withdrawn"),
    Effect.APPROVED: pgettext_lazy("effect of an act", "Approved for its side"),
    Effect.TAKEN_BACK: pgettext_lazy("effect of an act", "Approval taken back"),
    Effect.CONCLUDED: pgettext_lazy("effect of an act", "Concluded for both"),
    Effect.NOTICE_GIVEN: pgettext_lazy("effect of an act", "Notice given"),
    Effect.VOID: pgettext_lazy("effect of an act", "Void"),
    Effect.DISPUTED: pgettext_lazy("effect of an act", "Disputed, concludes nothing"),
}

EFFECT_TONES: dict[str, str] = {
    Effect.CONCLUDED: DONE,
    Effect.APPROVED: BUSY,
    Effect.VOID: QUIET,
    Effect.WITHDRAWN: QUIET,
    Effect.DISPUTED: STOP,
}

REASONS: dict[str, str] = {
    Reason.CROSSED: pgettext_lazy("why an act fell", "it crossed with a conclusion"),
    Reason.CONCLUDED: pgettext_lazy("why an act fell", "another revision was concluded"),
    Reason.PROPOSAL_GONE: pgettext_lazy("why an act fell", "the proposal it answers was withdrawn or corrected"),
    Reason.APPROVAL_GONE: pgettext_lazy("why an act fell", "the approval it answers stood no longer"),
    Reason.OWN_PROPOSAL: pgettext_lazy("why an act fell", "its side made a new proposal"),
    Reason.OWN_APPROVAL: pgettext_lazy("why an act fell", "its side approved something else"),
    Reason.OWN_NOTICE: pgettext_lazy("why an act fell", "its side gave notice"),
    Reason.TAKEN_BACK: pgettext_lazy("why an act fell", "its side took it back"),
    Reason.ALREADY: pgettext_lazy("why an act fell", "it was so already"),
    Reason.NO_OBJECT: pgettext_lazy("why an act fell", "there was nothing of the kind"),
    Reason.NOT_IN_FORCE: pgettext_lazy("why an act fell", "the revision was not in force"),
    Reason.ENDED: pgettext_lazy("why an act fell", "the text had ended"),
    Reason.NOT_DEPOSITARY: pgettext_lazy("why an act fell", "only the depositary concludes"),
    Reason.NO_APPROVALS: pgettext_lazy("why an act fell", "it names no two approvals that stood"),
}

CHANGES: dict[str, str] = {
    Change.ADDED: pgettext_lazy("change of an article", "new"),
    Change.REMOVED: pgettext_lazy("change of an article", "removed"),
    Change.CHANGED: pgettext_lazy("change of an article", "changed"),
    Change.MOVED: pgettext_lazy("change of an article", "moved"),
}

WANTED: dict[str, str] = {
    Wanted.ANSWER: pgettext_lazy("awaited of a side", "its answer to the proposal"),
    Wanted.APPROVAL: pgettext_lazy("awaited of a side", "its approval of its own proposal"),
    Wanted.CONCLUSION: pgettext_lazy("awaited of a side", "the conclusion, which its node makes as the depositary"),
}

FINDINGS: dict[str, str] = {
    Finding.SIGNED: pgettext_lazy("finding", "Signed by its side, and whole"),
    Finding.BY_LETTER: pgettext_lazy("finding", "Came by letter, without a signature"),
    Finding.UNSIGNED: pgettext_lazy("finding", "Waits for the carrier, which signs it"),
    Finding.NO_REVISION: pgettext_lazy("finding", "The revision it is about is not kept"),
    Finding.OTHER_REVISION: pgettext_lazy("finding", "The revision it is about is not what its hash names"),
    Finding.NO_ACT: pgettext_lazy("finding", "What is kept of it is no act"),
    Finding.OTHER_HASH: pgettext_lazy("finding", "Its content is not what its hash names"),
    Finding.BROKEN_CHAIN: pgettext_lazy("finding", "It does not follow the act of its side before it"),
    Finding.BAD_SIGNATURE: pgettext_lazy("finding", "Its signature is not one of its side over its content"),
}


def tone(state: str) -> str:
    """The tone of a text's state, or of an effect."""
    return TONES.get(state) or EFFECT_TONES.get(state, QUIET)
