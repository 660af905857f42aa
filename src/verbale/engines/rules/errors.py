"""What can be wrong with a rulebook or with the question put to it."""

from __future__ import annotations

from verbale.kernel.errors import Faulty, Unreadable, WrongUse


class NotDmn(Unreadable):
    """“{model}” cannot be read as a DMN file: {why}. Save it again from a DMN editor (DMN 1.1 to 1.5)."""


class DocumentType(NotDmn):
    """“{model}” declares a document type, which may hide entities. Save it from a DMN editor, without DOCTYPE."""


class BadModel(Faulty):
    """Model “{model}”, {where}: {why}. Correct it in a DMN editor and read the file again."""


class BadCell(Faulty):
    """Model “{model}”, decision “{decision}”, rule {rule}, column “{column}”, character {character}: {why}. The cell
    reads: {cell}. Correct the cell and read the file again."""


class BadExpression(Faulty):
    """Model “{model}”, {where}, character {character}: {why}. The expression reads: {cell}. Correct it and read the
    file again."""


class UnknownInput(WrongUse):
    """Model “{model}” knows no input “{key}”. Its inputs are: {known}."""


class BadFact(WrongUse):
    """Input “{key}” of model “{model}” is {why}. Give {wanted}."""


class UnknownDecision(WrongUse):
    """Model “{model}” has no decision “{decision}”. Its decisions are: {known}."""


class WhichDecision(WrongUse):
    """Model “{model}” ends in several decisions: {known}. Say which one is meant."""


class NoDecision(WhichDecision):
    """Model “{model}” has no decision of its own. Give a model that decides something."""
