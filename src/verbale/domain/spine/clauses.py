"""What a refusal by a clause of docs/PROTOCOL.md means, and what is to be done about it, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import acceptance
from verbale.engines.seal import read_envelope
from verbale.records.dispatch import ArrivalState, ArrivedPouch

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Explanation:
    """A clause in plain words: ``meaning``, what happened, and ``todo``, what somebody does now."""

    meaning: StrPromise | str
    todo: StrPromise | str


_NOTHING = _("Nothing. It is looked at again by itself in each round of the carrier.")

CLAUSES: dict[str, Explanation] = {
    "5.1": Explanation(
        _("The envelope names another sender or recipient than this channel has."),
        _("Return the file to whoever handed it over; it is not for this channel."),
    ),
    "5.2": Explanation(
        _("The channel is stopped, so nothing new is accepted. The pouch is kept."),
        _("Speak to the partner about why the channel was stopped. An administrator then lets it go on."),
    ),
    "5.3": Explanation(
        _(
            "The pouch belongs to an epoch that ended when the partner was restored, and was not accepted before that. "
            "The partner counts anew since then."
        ),
        _("Nothing. What it held is sent again in the new epoch, or the partner is asked for it. Keep the file."),
    ),
    "5.4": Explanation(_("The pouch is of a later epoch, whose first pouch has not come yet."), _NOTHING),
    "5.5": Explanation(_("The pouch was accepted before; it came once more, by another carrier or again."), _NOTHING),
    "5.6": Explanation(
        _("There are two pouches with one number and different contents. Only one of them can be what was sent."),
        _(
            "Keep both files. Speak to the partner by telephone and compare the hashes of the envelopes: was its node "
            "put back to an earlier state, or does somebody else sign with its key? An administrator then lets the "
            "channel go on, or new keys are introduced."
        ),
    ),
    "5.7": Explanation(
        _("The pouch names another one before it than the one we hold: the partner's past is not the one we know."),
        _(
            "Keep the file. Speak to the partner and compare number and hash of the last pouch on both sides before "
            "an administrator lets the channel go on."
        ),
    ),
    "5.8": Explanation(
        _("Pouches before this one have not come yet. It is opened after them, in order."),
        _(
            "Wait for the missing ones. If they do not come, ask the partner to send again; everything that is not "
            "acknowledged is sent as it was sealed."
        ),
    ),
    "5.9": Explanation(
        _(
            "The pouch begins an epoch and names a last pouch before it that has not come, or that is not the one we "
            "hold."
        ),
        _("If it waits, wait for what is missing. If the channel was stopped, compare the last pouch with them."),
    ),
    "5.10": Explanation(
        _("The partner's node was restored from a backup, or its key was revoked, and it counts anew from here."),
        _(
            "Ask the partner by telephone whether that is so. If it is, an administrator confirms the epoch; what the "
            "partner has forgotten is returned to it."
        ),
    ),
    "5.11": Explanation(
        _("The pouch is signed with a key that the partner had replaced by then. Who signs with it is not trusted."),
        _("Ask the partner by another way whether it sealed this pouch, and whether its old key is still its own."),
    ),
    "5.12": Explanation(
        _(
            "The pouch acknowledges what was never sent, or less than before. One of the two nodes was put back to an "
            "earlier state without saying so, or somebody else signs."
        ),
        _(
            "Keep the file. Ask on both sides whether a node was restored from a backup by hand. Whoever was restored "
            "begins a new epoch; then an administrator lets the channel go on."
        ),
    ),
    "8.2": Explanation(
        _("The checkpoint in the pouch is of other envelopes than those we hold: the partner shows two pasts."),
        _("Keep the file: signed, it is evidence. Speak to the partner before an administrator lets it go on."),
    ),
    "8.3": Explanation(
        _("The pouch brings back a checkpoint under our name that we do not know."),
        _(
            "Ask whether this node was put back to an earlier state. If not, somebody else signs with our key: replace "
            "it with the recovery key."
        ),
    ),
}  # fmt: skip

UNREAD = Explanation(
    _("The file could not be opened or verified as a pouch for us, so its place in the channel was not asked."),
    _("Ask the partner to send it again. If the sentence names a key, compare fingerprints by telephone first."),
)
"""For what was refused before its envelope was judged."""
APPLIED = Explanation(
    _("The envelope was in order, and what the pouch tells could not be taken in."),
    _("Tell the partner the sentence above. The channel waits for a pouch with this number that can be taken in."),
)
"""For what was due and was refused while it was applied."""


def explained(row: ArrivedPouch) -> Explanation | None:
    """Why a pouch that came waits or was refused, and what to do; None for one that was opened."""
    if row.state == ArrivalState.OPENED:
        return None
    if not row.clause:
        return UNREAD
    if row.state == ArrivalState.REFUSED and row.clause in ("5.7", "5.10") and _was_due(row):
        return APPLIED
    return CLAUSES[row.clause]


def _was_due(row: ArrivedPouch) -> bool:
    """Whether its envelope was in order, and what it told was not: a fork by the same clause names another past."""
    if row.partner is None or not row.envelope:
        return False
    before = read_envelope(row.envelope.encode()).previous
    return before is None or acceptance.hash_held(row.partner, *before.place) == before.hash
