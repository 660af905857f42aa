"""`verbale report`: reports, from their deadline to what was concluded in them.

Reading a report and printing what it proposes needs no node; what needs one is loaded when it is asked for.
"""

from __future__ import annotations

from pathlib import Path

import click

from verbale.cli.group import PartlyOfANode, of_a_node
from verbale.cli.options import read_file
from verbale.cli.output import say
from verbale.engines.report import BUILT_IN, Labels, ProposedCommitment, ReadReport, read_labels, read_report
from verbale.kernel.errors import WrongUse

_OF_A_NODE = {
    **dict.fromkeys(("list", "show", "record", "due", "issue", "hand-over", "submit", "promise"), "report_acts"),
    **dict.fromkeys(("remark", "answer", "annex", "hold", "note"), "report_notes"),
    **dict.fromkeys(("text", "sentences", "mark", "unmark", "take-up", "let-go"), "report_sentences"),
    **dict.fromkeys(("proposals", "confirm", "drop", "labels"), "report_proposals"),
}
"""In which module a command stands that needs a node."""
SIDES = ("ours", "theirs", "both")


class ReportToKeep(WrongUse):
    """--partner, --bound and what is recorded of a report go with keeping it. Name the report with --report, or record
    a new one with --title, --author and --holder; without them, what was read is only printed."""


@click.group(cls=PartlyOfANode, modules=_OF_A_NODE)
def report() -> None:
    """Reports on sessions and visits: due, issued, submitted upward, remarked on; and what was concluded in them.

    `import` reads the numbered conclusions of a report that exists already; without --report it needs no node.
    """


@report.command(
    name="import",
    example="verbale report import report.docx --json\n"
    "verbale report import report.pdf --labels labels.json\n"
    "verbale report import report.pdf --report 2c9x4k --partner FI-NHI\n"
    "verbale report import report.txt --title 'On the visit' --author 'A. Weber' --holder Desk --partner FI-NHI",
)
@click.argument("file")
@click.option("--labels", metavar="FILE", help='More labels, as JSON: {"in charge": ["Obmann"], "date": ["Stichtag"]}.')
@click.option("--report", "identifier", metavar="REPORT", help="Keeps it as this report; proposes its conclusions.")
@click.option("--title", help="Records a new report under this title and keeps it as that.")
@click.option("--author", default="", help="With --title.")
@click.option("--holder", default="", help="With --title: who holds it.")
@click.option("--partner", metavar="CODE", help="With whom it was concluded; else that of its session or visit.")
@click.option("--bound", type=click.Choice(SIDES), help="Whom its conclusions bind; us unless said otherwise.")
def import_(file: str, labels: str | None, identifier: str | None, **given: str | None) -> None:
    """Reads a report (DOCX, PDF, text) and prints what its numbered conclusions propose.

    Only printed, it needs no node. Kept (--report, or --title), the conclusions become proposals, each linked to its
    place in the text, for a person to confirm: see verbale report proposals.
    """
    own = read_labels(read_file(labels)) if labels else None
    if identifier or given["title"]:
        of_a_node("report_proposals").keep(file, identifier, own, given)
        return
    if any(given.values()):
        raise ReportToKeep()
    read = _read(file, own or BUILT_IN)
    say(read.as_json(), *_told(read))


def _read(file: str, labels: Labels) -> ReadReport:
    if file == "-":
        return read_report(read_file(file), name="standard input", labels=labels)
    return read_report(Path(file), name=Path(file).name, labels=labels)


def _told(read: ReadReport) -> list[str]:
    if not read.commitments:
        return ["No numbered conclusions were found. Running text proposes nothing: mark its sentences by hand."]
    return [line for one in read.commitments for line in _lines(one)]


def _lines(one: ProposedCommitment) -> list[str]:
    named = (("in charge", one.in_charge), ("participation", one.participation))
    subjects = [
        f"  subject: {each.name}" + (f" ({each.lead})" if each.lead else "") + _with(each.participation)
        for each in one.subjects
    ]
    dates = [f"  date: {f'{each.what}: ' if each.what else ''}{each.as_written}" for each in one.dates]
    blocks = [f"  {label}: {who}" for label, people in named for who in people]
    place = f"  place: characters {one.source.start} to {one.source.end}"
    return [f"{one.number}. {one.text}", *blocks, *subjects, *dates, place]


def _with(people: tuple[str, ...]) -> str:
    return f"; with {', '.join(people)}" if people else ""
