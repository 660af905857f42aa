"""What can go wrong with papers; each docstring is the sentence its reader sees."""

from __future__ import annotations

from verbale.kernel.errors import Faulty, Refused, Unreadable, VerbaleError, WrongUse


class NotPdf(Unreadable):
    """“{name}” is not a PDF: {why}. Bring the document as a PDF file."""


class DamagedPdf(Unreadable):
    """“{name}” is a damaged PDF: {why}. Ask for it once more, or print it to a new PDF from a program that still
    shows it whole."""


class Encrypted(Unreadable):
    """“{name}” is encrypted. Remove its password or its restrictions in the program that made it, and bring the
    result."""


class TooBig(Refused):
    """“{name}” has {size} {unit}; the limit is {limit}. Split the document, or have the administrator raise the
    limit."""


class Inflated(Refused):
    """“{name}” holds a part that unpacks to more than {limit} bytes. It may be an attack. Print it to a new PDF, or
    have the administrator raise the limit."""


class Signed(Refused):
    """“{name}” carries {signatures} electronic signature(s), which any change would break. Send it wrapped: under a
    cover sheet that holds the untouched original."""


class NotSigned(WrongUse):
    """“{name}” carries no electronic signature. Clean it and mark it; only signed documents are wrapped."""


class HiddenLayers(Refused):
    """“{name}” has layers that are not always shown: {layers}. What they hold would leave unseen. Print it to a new PDF
    as it should be read, and bring that."""


class ExternalContent(Refused):
    """“{name}” takes content from outside itself: {what}. Print it to a new PDF, and bring that."""


class NotClean(Faulty):
    """After cleaning, “{name}” still holds: {what}. It must not leave. Print it to a new PDF, and bring that."""


class NotMarked(Faulty):
    """“{name}” does not carry the marking “{caveat}” at top and bottom of every page; it is missing on page(s)
    {pages}. Mark the document again."""


class NoCaveat(WrongUse):
    """“{text}” is no marking: {why}. Write one line of 1 to 120 plain characters for each of one or two languages."""


class NoSuchPage(WrongUse):
    """“{name}” has no page {page}; it has {pages}."""


class WrongCover(WrongUse):
    """The cover sheet names other pages or another SHA-256 than “{name}” has. Make it for this document."""


class NotWrapped(Unreadable):
    """“{name}” holds no wrapped original: {why}."""


class MissingFont(Refused):
    """No font here shows {script}. Install the Debian package {package} with: apt-get install {package}"""


class NoGlyph(Refused):
    """No font here shows the character “{character}” of this paper. Install a font that has it, or write the text
    without it."""


class NoPhrases(WrongUse):
    """There are no letters in the language “{language}”. There are: {known}."""


class BadLetter(WrongUse):
    """This letter cannot be written: {why}."""


class BadMinutes(WrongUse):
    """These minutes cannot be set on paper: {where}: {why}. Correct that and make the paper again."""


class StampTooSmall(WrongUse):
    """A stamp of {width} by {height} points is too small for what it says. Make it larger or its texts shorter."""


class NoExpression(WrongUse):
    """These minutes are not written in the language “{language}”. They are in: {known}."""


class BadLabel(Unreadable):
    """This is not a confidentiality label that can be read: {why}."""


class NoLabel(WrongUse):
    """This confidentiality label says nothing that can be kept: {why}."""


class Exhausted(Refused):
    """“{name}” asked for more than {limit} while it was read, and was stopped. It may be an attack or a document beyond
    the limits. Print it to a new PDF, or have the administrator raise the limit."""


class Crashed(Refused):
    """Reading “{name}” broke the program that reads PDFs ({how}); nothing else was touched. It may be an attack. Print
    it to a new PDF, and bring that."""


CARRIED: dict[str, type[VerbaleError]] = {
    kind.__name__: kind
    for kind in (
        NotPdf,
        DamagedPdf,
        Encrypted,
        TooBig,
        Inflated,
        Signed,
        NotSigned,
        HiddenLayers,
        ExternalContent,
        NotClean,
        NotMarked,
        NoCaveat,
        NoSuchPage,
        WrongCover,
        NotWrapped,
        MissingFont,
        NoGlyph,
    )
}
"""The errors that may come back from the isolated process, by name; any other name from there is a crash."""
