"""Reports read: the numbered conclusions of a report as proposed commitments, each linked to its place.

::

    from pathlib import Path
    from verbale.engines.report import Kind, BUILT_IN, read_report, taken_up

    report = read_report(Path("report.docx"), name="report.docx", labels=BUILT_IN.with_words(Kind.IN_CHARGE, "Obmann"))
    for commitment in report.commitments:
        print(commitment.number, commitment.in_charge, report.text[commitment.source.start : commitment.source.end])
    for sentence in report.sentences:
        print(taken_up(sentence.text, report.commitments).share, sentence.text)

DOCX, PDF and plain text; labels in English, German, Russian, Chinese and Korean. Nothing is proposed but numbered
conclusions: running text is for a person to mark (COMMISSION.md, 10).
"""

from verbale.engines.report.commitment import DatedStep, Place, ProposedCommitment, Subject
from verbale.engines.report.dates import find_date, read_date
from verbale.engines.report.errors import HostileReport, ReportLocked, ReportTooBig, UnreadableReport
from verbale.engines.report.labels import BUILT_IN, Labels, NoLabel
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.opening import open_report
from verbale.engines.report.overlap import TakenUp, taken_up
from verbale.engines.report.own_words import KINDS, BadLabels, labels_of, read_labels, words_in, words_of
from verbale.engines.report.reading import ReadReport, read_report, read_source
from verbale.engines.report.sentences import Sentence, sentences_of
from verbale.engines.report.source import Cell, Line, Source, Table
from verbale.engines.report.words import Kind

__all__ = [
    "BUILT_IN",
    "DEFAULT_LIMITS",
    "KINDS",
    "BadLabels",
    "Cell",
    "DatedStep",
    "HostileReport",
    "Kind",
    "Labels",
    "Limits",
    "Line",
    "NoLabel",
    "Place",
    "ProposedCommitment",
    "ReadReport",
    "ReportLocked",
    "ReportTooBig",
    "Sentence",
    "Source",
    "Subject",
    "Table",
    "TakenUp",
    "UnreadableReport",
    "find_date",
    "labels_of",
    "open_report",
    "read_date",
    "read_labels",
    "read_report",
    "read_source",
    "sentences_of",
    "taken_up",
    "words_in",
    "words_of",
]
