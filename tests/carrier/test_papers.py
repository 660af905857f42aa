"""A partner without a node: its pouch holds readable papers, and public tools open and check it."""

import csv
import io
import shutil
import subprocess

import pytest

from tests.carrier.channel import rounds
from tests.carrier.test_texts import revision
from tests.engines.paper.documents import needs_cjk
from verbale.domain.spine import channel, document, text, text_arrival
from verbale.engines.agreement import Kind, Signatory
from verbale.engines.paper import inspect_pdf
from verbale.records.dispatch import Pouch, PouchState
from verbale.records.document import DocumentRole
from verbale.records.journal import JournalPayload
from verbale.records.text import Text, TextAct

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("age", "tar", "sha256sum"))), reason="age, tar and sha256sum are not all installed"
)


@pytest.fixture
def by_letter(bureau, folder):
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
            ["age", "-d", "-i", identity, bureau.home.outbox / name], capture_output=True, check=True, timeout=60
        ).stdout
        subprocess.run(["tar", "x", "-C", into], input=plain, check=True, timeout=60)
        subprocess.run(
            ["sha256sum", "--quiet", "-c", "manifest-sha256.txt"], cwd=into / "pouch", check=True, timeout=60
        )
        return into / "pouch" / "data" / "papers"

    return unpack


@needs_cjk
@needs_tools
def test_an_order_goes_as_papers_that_public_tools_open(bureau, by_letter, unpacked):
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
def test_a_text_is_agreed_with_a_partner_that_writes_letters(bureau, by_letter, unpacked):
    one = text.open_text(partner=by_letter, revision=revision(), by=bureau.who("desk"), at=bureau.at())
    (sealed,) = rounds(bureau)["sealed"]
    assert "text-1.pdf" in {path.name for path in unpacked(sealed["file"]).iterdir()}
    letter = _letter(bureau, one)
    pouch = Pouch.objects.get()
    assert channel.acknowledged_by_letter(pouch=pouch, letter=letter, by=bureau.who("desk"), at=bureau.at()) == 1
    assert Pouch.objects.get().state == PouchState.ACKNOWLEDGED
    act = text_arrival.by_letter(
        partner=by_letter, kind=Kind.APPROVE, said_by=Signatory("Lin Hai", "president", "Theirs"), letter=letter,
        by=bureau.who("desk"), at=bureau.at(), about=one, approves=revision().hash,
    )  # fmt: skip
    kept = TextAct.objects.get(pk=act.pk)
    assert (kept.side, kept.signature, kept.letter, Text.objects.get().state) == (
        "THEIRS", "", letter, "approved by one",
    )  # fmt: skip


def test_a_letter_acknowledges_no_pouch_of_a_partner_with_a_node(bureau, folder):
    bureau.wanted("Acta")
    rounds(bureau)
    with pytest.raises(channel.HasANode):
        channel.acknowledged_by_letter(
            pouch=Pouch.objects.get(), letter=_letter(bureau, bureau.partner), by=bureau.who("desk"), at=bureau.at()
        )
    assert not JournalPayload.objects.filter(act="pouch.acknowledged by letter").exists()


@needs_cjk
def test_a_pouch_on_paper_is_not_laid_there_again_by_itself(bureau, by_letter, folder):
    bureau.wanted("Acta")
    rounds(bureau)
    (laid,) = folder.iterdir()
    laid.unlink()
    bureau.clock.forward(minutes=3 * by_letter.resend_after)
    assert rounds(bureau)["carried"] == []
    channel.send_again(partner=by_letter, by=bureau.who("desk"), at=bureau.at())
    assert [one["file"] for one in rounds(bureau)["carried"]] == [laid.name]


def _letter(bureau, thing):
    file = bureau.store(b"%PDF-1.4 a scan", name="letter.pdf")
    return document.attach(
        thing=thing, file=file, role=DocumentRole.SCAN, file_name="letter.pdf", title="A letter",
        by=bureau.who("desk"), at=bureau.at(),
    )  # fmt: skip
