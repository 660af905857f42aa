"""Why a pouch is refused: one class a reason, each docstring the sentence its reader sees."""

from __future__ import annotations

from verbale.kernel.errors import NotAllowed, NotFound, Refused, Unreadable, WrongUse


class NotAPouch(Unreadable):
    """This file is no pouch: {why}. Check that it is the file the partner sent, complete and unchanged."""


class Truncated(Unreadable):
    """The pouch ends too early, after {size} bytes. It was cut short on its way: copy it again or ask for it again."""


class Tampered(Refused):
    """The pouch is not as it was sealed: {why}. Do not use it; ask the sender to send it again."""


class ForeignSender(NotAllowed):
    """The pouch names “{sender}” as sender and is signed with the key {fingerprint}: {why}. Compare fingerprints with
    the partner by another channel before trusting a new key."""


class NotForUs(NotAllowed):
    """The pouch is not for us: {why}. Return it to the one who handed it over."""


class TooLarge(Refused):
    """The pouch is too large: {what} is {size}, and the limit is {limit}. Raise the limit if you expected it."""


class QuarantineInUse(WrongUse):
    """The quarantine folder {folder} is not empty. Open each pouch in an empty folder of its own."""


class BadPath(WrongUse):
    """“{path}” cannot name a file in a pouch: {why}. Rename it."""


class BadContent(WrongUse):
    """The content “{path}” has no valid size or SHA-256: {why}. Describe it from the file again."""


class BadEnvelope(WrongUse):
    """This envelope says what no envelope may say: {why}."""


class BadContents(WrongUse):
    """These contents cannot be sealed: {why}."""


class ContentChanged(Refused):
    """The content “{path}” changed while it was sealed: {why}. Throw the unfinished pouch away and seal again."""


class BadPublicKey(Unreadable):
    """“{text}” is no public key that Verbale can use: {why}. Give the line the partner's node printed."""


class BadSignature(Refused):
    """The signature does not hold: {why}."""


class KeysExist(Refused):
    """There are keys in {folder} already. Nothing was written: keys are never overwritten. Choose another folder."""


class NoKeys(NotFound):
    """There are no keys in {folder}: {file} is missing. Make keys first, or restore them from the backup."""


class KeysExposed(NotAllowed):
    """{path} can be reached by others ({why}). Let only its owner reach it (folder 0700, file 0600), and think about
    new keys."""


class PassphraseNeeded(NotAllowed):
    """The keys in {folder} are protected by a passphrase. Give it."""


class WrongPassphrase(NotAllowed):
    """The passphrase does not open the keys in {folder}. Try again; nothing was changed."""


class BadKeyFile(Unreadable):
    """{path} holds no key that Verbale can use: {why}. Restore it from the backup."""


class PouchForked(Refused):
    """Pouch {number} from “{sender}” has two contents: {why}. Keep both files and speak to the partner before going
    on."""


class PouchMissing(Refused):
    """Pouch {number} from “{sender}” came before pouch {expected}. Ask for what is missing; this one is opened after
    it."""


class EpochUnconfirmed(Refused):
    """“{sender}” was restored from a backup and begins epoch {epoch}. Speak to the partner; if it says so too, confirm
    the epoch, and the pouch is opened."""


class EpochEnded(Refused):
    """Pouch {number} from “{sender}” belongs to epoch {epoch}, which ended when the partner was restored. What it held
    is returned to the partner, or asked for again; keep the file."""


class KeyReplaced(NotAllowed):
    """Pouch {number} from “{sender}” is signed with a key that the partner had replaced before. Ask the partner, by
    another way, whether the key is still its own."""


class PutBack(Refused):
    """Pouch {number} from “{sender}” cannot be right: {why}. One of the two nodes was put back to an earlier state
    without saying so, or somebody else signs. Keep the file and speak to the partner before going on."""


class ChannelStopped(Refused):
    """The channel with “{sender}” is stopped. An administrator lets it go on once both sides have spoken."""


class PouchElsewhere(Refused):
    """Pouch {number} goes from “{sender}” to “{recipient}”, and is judged on another channel."""
