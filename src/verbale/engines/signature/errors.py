"""What can go wrong with signatures; each docstring is the sentence its reader sees."""

from __future__ import annotations

from verbale.kernel.errors import Faulty, NotAllowed, Refused, Unreadable, VerbaleError, WrongUse


class BadSubject(WrongUse):
    """A certificate cannot name “{value}” as its {part}: {why}. Write 1 to 64 printable characters."""


class BadValidity(WrongUse):
    """A certificate cannot be valid from {valid_from} until {valid_until}. Name two moments with a time zone, the
    later one last."""


class BadCertificate(Unreadable):
    """This is not a certificate that can be read: {why}. Bring an X.509 certificate as PEM or DER."""


class BadRevocationList(Unreadable):
    """This is not a revocation list that can be read: {why}. Bring the CRL as PEM or DER, as its authority published
    it."""


class Expired(Refused):
    """The certificate of {name} was valid until {until}; it cannot sign at {at}. Make a new one, and give it to the
    partner before you sign."""


class NotYetValid(Refused):
    """The certificate of {name} is valid only from {valid_from}; it cannot sign at {at}. Wait, or look at this
    machine's clock."""


class NoPassphrase(WrongUse):
    """A key file needs a passphrase. Give one of at least {least} characters."""


class WrongPassphrase(NotAllowed):
    """The passphrase does not open the key file “{file}”, or the file is damaged. Try again; nothing was signed."""


class NoKeyFile(Unreadable):
    """There is no key file “{file}” that can be read: {why}. Name the file in which the key was put when it was
    made."""


class NoKey(Unreadable):
    """The key file “{file}” holds no {what}. Name a PKCS#12 file with a private key and its certificate."""


class KeyFileThere(Refused):
    """There is a file “{file}” already; a key is never written over another. Name another file, or move it away."""


class KeyOfAnother(Refused):
    """The private key does not belong to the certificate of {name}. Bring the two that were made together."""


class UnusableKey(Refused):
    """The key of {name} is of the kind {kind}, with which papers are not signed here. Take ECDSA P-256, or RSA of at
    least 2048 bits."""


class NoModule(Unreadable):
    """The token's driver “{module}” cannot be loaded: {why}. Name the PKCS#11 module that came with the token."""


class NoToken(Refused):
    """No token called “{token}” is there. Put it in, or name it as its maker's program shows it."""


class WrongPin(NotAllowed):
    """The token “{token}” refused the PIN. Beware: most tokens lock themselves after a few wrong ones."""


class NoKeyOnToken(Refused):
    """The token “{token}” holds no {what} called “{label}”, or several. Name it as the token's program shows it."""


class TokenFailed(Refused):
    """The token “{token}” did not sign: {why}. Take it out, put it in again, and try once more."""


class NotPdf(Unreadable):
    """This is not a PDF: {why}. Bring the paper as a PDF file."""


class Damaged(Unreadable):
    """This PDF cannot be read: {why}. Ask for it once more."""


class Encrypted(Unreadable):
    """This PDF is encrypted. Bring the paper without a password."""


class TooBig(Refused):
    """The paper has {size} bytes; at most {limit} are read. Bring the paper alone, without attachments."""


class BadBox(WrongUse):
    """The box for the signature of “{side}” cannot be placed: {why}."""


class SameSides(WrongUse):
    """A paper is signed by two different sides, each named by a code of 1 to 40 letters, digits and hyphens; not by
    {sides}."""


class HasForm(Refused):
    """The paper has a form or signatures already. Prepare the paper as it was typeset."""


class NoField(Refused):
    """The paper has no empty field for the signature of “{side}”. Prepare it for both sides first; what is prepared and
    signed is never changed."""


class AlreadySigned(Refused):
    """“{side}” has signed this paper already. A side signs once; the other side is next."""


class Complete(Refused):
    """This paper bears both signatures already. Nothing may be added to it."""


class BadStamp(Faulty):
    """The drawing of the signature cannot be used: {why}. Bring one page as PDF with its fonts in it."""


class NotPrepared(Unreadable):
    """This paper was not prepared for two signatures: {why}."""


CARRIED: dict[str, type[VerbaleError]] = {
    kind.__name__: kind for kind in (NotPdf, Damaged, Encrypted, TooBig, NotPrepared)
}
"""The errors that may come back from the isolated process, by name; any other name from there is a crash."""
