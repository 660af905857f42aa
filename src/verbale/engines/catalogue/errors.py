"""What may go wrong in the catalogue, as sentences."""

from __future__ import annotations

from verbale.kernel.errors import Faulty, NotFound, Refused, Unreadable, WrongUse


class EmptyFile(Unreadable):
    """{name} is empty. Choose the file again, or ask its source to send it again."""


class NoMarc(Unreadable):
    """{name} holds no bibliographic records that can be read: {why}. Give a file in MARC (ISO 2709 or MARCXML), CSV,
    JSON lines, RIS or Dublin Core."""


class SourceShrank(Unreadable):
    """{name} had {expected} bytes when its import began, but only {read} could be read. Import it again once nobody
    writes it."""


class NoForm(WrongUse):
    """There is no form “{form}”. The forms are: {forms}."""


class NoMapping(WrongUse):
    """The mapping of columns cannot be taken: {why}. Let one be proposed with: verbale catalogue mapping FILE."""


class NoMappingNeeded(NoMapping):
    """{name} needs no mapping of columns. Import it as it is: verbale catalogue import FILE"""


class NeitherTableNorLines(NoMapping):
    """{name} is neither a table nor JSON lines, so there is nothing to map. Say with --form which of the two it is, or
    give another file."""


class HostileXml(Unreadable):
    """{name} declares a document type, which may hide entities. Ask its source for XML without DOCTYPE."""


class NoCountryGroup(WrongUse):
    """The table of country groups says “{code}” → “{group}”: {why}."""


class NoPublisherClass(WrongUse):
    """The table of publishers says “{pattern}” → “{group}”: {why}."""


class NoStatement(WrongUse):
    """The statement on this import cannot be taken: {why}."""


class FolderTaken(Refused):
    """The folder {folder} holds something already, and what was published never changes. Choose a new folder."""


class BeingWritten(Refused):
    """Somebody else is writing {folder} just now. Wait until it ends, or choose another folder."""


class NoEdition(NotFound):
    """{folder} holds no complete edition: {why}. Import the source again."""


class NoRecord(NotFound):
    """The edition has no record {number}; it has {count}, numbered from 0."""


class NoIndex(NotFound):
    """{folder} holds no search index that can be used: {why}. Build it again from the catalogue."""


class NoItem(NotFound):
    """The catalogue has no item {identifier}."""


class BadCatalogue(Faulty):
    """{name} is no catalogue that can be taken: {why}. Ask the partner to send it again."""


class MostWithdrawn(Refused):
    """This edition would withdraw {withdrawn} of the {records} records of the one it follows. A file that is cut short,
    or of another source, looks like that. If its source means it, import it again and confirm the withdrawals."""
