"""A partner without a node: its pouch holds readable papers, and public tools open and check it."""

import csv
import io
import shutil
import subprocess

import pytest

from tests.carrier.channel import rounds
from tests.carrier.test_inspection import withheld
from tests.carrier.test_texts import approve, head, opened, revision
from tests.engines.paper.documents import needs_cjk
from tests.patience import PATIENCE
from verbale.carrier import sealing
from verbale.domain.spine import by_letter, channel
from verbale.engines.agreement import Kind, Signatory
from verbale.engines.paper import inspect_pdf
from verbale.journeys import papers
from verbale.records.dispatch import Pouch, PouchState
from verbale.records.journal import JournalPayload
from verbale.records.text import Text, TextAct

__all__ = ["head"]

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("age", "tar", "sha256sum"))), reason="age, tar and sha256sum are not all installed"
)


@pytest.fixture
def writes(bureau, folder):
    """The partner, which runs no node and opens pouches by hand."""
    bureau.partner.by_letter = True
    bureau.partner.save()
    return bureau.partner


@pytest.fixture
def unpacked(bureau, tmp_path):
    """Opens our pouch as the partner does, with age and tar, and checks its sums."""

    def unpack(name: str):
        identity, into = tmp_path / "identity.txt", tmp_path / "opened" / name
        identity.write_text(f"{bureau.keys['THEIRS'].identity}\n")
        into.mkdir(parents=True)
        plain = subprocess.run(
            ["age", "-d", "-i", identity, bureau.home.outbox / name], capture_output=True, check=True, timeout=PATIENCE
        ).stdout
        subprocess.run(["tar", "x", "-C", into], input=plain, check=True, timeout=PATIENCE)
        subprocess.run(
            ["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=into / "pouch", check=True, timeout=PATIENCE
        )
        return into / "pouch" / "data" / "papers"

    return unpack


@needs_cjk
@needs_tools
def test_an_order_goes_as_papers_that_public_tools_open(bureau, writes, unpacked):
    bureau.wanted("Die Werkstoffe, Heft 3", "=HYPERLINK(1)")
    (sealed,) = rounds(bureau)["sealed"]
    papers = unpacked(sealed["file"])
    assert sorted(path.name for path in papers.iterdir()) == [
        "cover-note.pdf", "list.csv", "list.pdf", "order-form-1.pdf",
    ]  # fmt: skip
    for path in papers.glob("*.pdf"):
        assert [finding.kind.value for finding in inspect_pdf(path).findings] == ["metadata"]
    with io.StringIO((papers / "list.csv").read_text("utf-8-sig")) as stream:
        rows = {row["field"]: row["value"] for row in csv.DictReader(stream)}
    assert rows["lines/1/citation"] == "Die Werkstoffe, Heft 3"
    assert rows["lines/2/citation"] == "'=HYPERLINK(1)"


@needs_cjk
@needs_tools
def test_a_text_is_agreed_with_a_partner_that_writes_letters(bureau, writes, unpacked, head):
    ours, theirs = revision(), revision("The sides exchange catalogues and maps.")
    one = opened(bureau)
    (sealed,) = rounds(bureau)["sealed"]
    assert "text-1.pdf" in {path.name for path in unpacked(sealed["file"]).iterdir()}
    scan = _scan(bureau)
    letter, count = by_letter.acknowledge(pouch=Pouch.objects.get(), scan=scan, by=bureau.who("desk"), at=bureau.at())
    assert (count, Pouch.objects.get().state, letter.thing_kind) == (1, PouchState.ACKNOWLEDGED, "pouch")

    def says(kind, **facts):
        return by_letter.record(
            partner=writes, kind=kind, said_by=Signatory("Lin Hai", "president", "Theirs"), scan=scan, about=one,
            by=bureau.who("desk"), at=bureau.at(), **facts,
        )  # fmt: skip

    says(Kind.PROPOSE, revision=theirs)
    assert (Text.objects.get().state, Text.objects.get().in_force) == ("countered", "")
    one.refresh_from_db()
    approve(bureau, head, one, theirs)
    assert Text.objects.get().state == "approved by one"
    act = says(Kind.APPROVE, approves=theirs.hash)
    kept = TextAct.objects.get(pk=act.pk)
    assert (kept.side, kept.signature, kept.by, kept.letter.thing_id) == ("THEIRS", "", bureau.who("desk"), one.pk)
    stands = Text.objects.get()
    assert (stands.state, stands.in_force, stands.change, ours.hash != stands.in_force) == (
        "concluded", theirs.hash, "", True,
    )  # fmt: skip
    (sealed,) = rounds(bureau)["sealed"]
    papers = unpacked(sealed["file"])
    with io.StringIO((papers / "list.csv").read_text("utf-8-sig")) as stream:
        told = [row["value"] for row in csv.DictReader(stream) if row["field"] == "act/kind"]
    assert told == ["approve", "conclude"]
    (last,) = Pouch.objects.exclude(state=PouchState.ACKNOWLEDGED)
    assert by_letter.acknowledge(pouch=last, scan=letter, by=bureau.who("desk"), at=bureau.at()) == (letter, 1)


def another_line(found):
    return found | {papers.TABLE: found[papers.TABLE] + b"9,order,lines/9/citation,Of another partner\r\n"}


def another_file(found):
    return found | {"draft.pdf": found[papers.COVER]}


def another_list(found):
    return found | {papers.LIST: found[papers.COVER]}


def one_less(found):
    return {name: data for name, data in found.items() if name != papers.COVER}


@needs_cjk
@pytest.mark.parametrize(
    ("alter", "why"),
    [(another_line, papers.TABLE), (another_file, "draft.pdf"), (another_list, papers.LIST), (one_less, papers.COVER)],
)
def test_papers_with_more_or_less_than_was_released_are_withheld(bureau, writes, folder, monkeypatch, alter, why):
    bureau.wanted("Acta")
    honest = papers.papers_of
    monkeypatch.setattr(sealing.papers, "papers_of", lambda **facts: alter(honest(**facts)))
    said = withheld(bureau, rounds(bureau))
    assert f"papers/{why}" in said
    assert (Pouch.objects.count(), list(folder.iterdir())) == (0, [])
    monkeypatch.undo()
    assert len(rounds(bureau)["sealed"]) == 1


def test_a_letter_acknowledges_no_pouch_of_a_partner_with_a_node(bureau, folder):
    bureau.wanted("Acta")
    rounds(bureau)
    with pytest.raises(channel.HasANode):
        by_letter.acknowledge(pouch=Pouch.objects.get(), scan=_scan(bureau), by=bureau.who("desk"), at=bureau.at())
    assert not JournalPayload.objects.filter(act="pouch.acknowledged by letter").exists()


@needs_cjk
def test_a_pouch_on_paper_is_not_laid_there_again_by_itself(bureau, writes, folder):
    bureau.wanted("Acta")
    rounds(bureau)
    (laid,) = folder.iterdir()
    laid.unlink()
    bureau.clock.forward(minutes=3 * writes.resend_after)
    assert rounds(bureau)["carried"] == []
    channel.send_again(partner=writes, by=bureau.who("desk"), at=bureau.at())
    assert [one["file"] for one in rounds(bureau)["carried"]] == [laid.name]


def _scan(bureau):
    return by_letter.Scan(bureau.store(b"%PDF-1.4 a scan", name="letter.pdf"), "letter.pdf")
