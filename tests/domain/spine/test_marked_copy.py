"""Marked copies: marked on every page, or wrapped if signed; with a cover sheet and a label."""

import io
import json
from datetime import UTC, datetime

import pytest

from tests.domain.spine import pdfs
from tests.domain.spine.told import acts
from tests.records.rows import make
from verbale.domain.spine import document as documents
from verbale.domain.spine import marked_copy
from verbale.engines import paper
from verbale.records import files
from verbale.records import models as records

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
TEXTS = {"en": "For reference only", "ru": "Только для справки"}


@pytest.fixture
def office(home, us):
    return make(records.Office, languages=["en"], time_zone="Europe/Helsinki")


@pytest.fixture
def caveat(db):
    return make(records.Caveat, code="reference", texts=TEXTS)


@pytest.fixture
def make_copy(office, thing, desk, partner, caveat):
    def act(data, name="acta.pdf", to=partner):
        file = documents.examine(documents.store(io.BytesIO(data), name=name, at=AT))
        original = documents.attach(
            thing=thing, file=file, role="original", file_name=name, title="Acta 1", by=desk, at=AT, language="en",
            translators=["E. Virta"],
        )  # fmt: skip
        return marked_copy.make(
            original=original, caveat=caveat, to=to, reference="FI-NHI-2026-IN-1/1", basis="Article 4", position=1,
            of=1, at=AT,
        )  # fmt: skip

    return act


def path(file):
    return files.path_of(file.sha256)


def test_every_page_bears_the_mark_in_both_languages(make_copy):
    made = make_copy(pdfs.sound(2))
    marking = paper.Marking.of(en=TEXTS["en"], ru=TEXTS["ru"])
    paper.check_marks(path(made.copy), marking)
    assert (made.caveat, [made.copy.state, made.cover.state, made.label.state]) == ("reference", ["sound"] * 3)
    label = paper.read_label(path(made.label).read_bytes())
    assert (label.classification, label.categories[0].values) == ("reference", ("FI-NHI",))


def test_a_script_does_not_leave(make_copy):
    made = make_copy(pdfs.with_script())
    assert paper.inspect_pdf(path(made.copy)).findings == ()


def test_a_signed_pdf_is_wrapped_and_stays_as_it_is(make_copy, tmp_path):
    made = make_copy(pdfs.signed())
    paper.unwrap(path(made.copy), tmp_path / "signed.pdf")
    assert (tmp_path / "signed.pdf").read_bytes() == pdfs.signed()


def test_bytes_altered_in_the_store_since_they_were_examined_are_not_marked(make_copy, monkeypatch):
    examine = documents.examine

    def examined_then_altered(file):
        found = examine(file)
        path(found).write_bytes(pdfs.sound(3))
        return found

    monkeypatch.setattr(documents, "examine", examined_then_altered)
    with pytest.raises(files.FileGone):
        make_copy(pdfs.sound(2))


@pytest.mark.parametrize(("data", "name"), [(b"a;b", "list.csv"), (b"a;b", "acta")])
def test_only_a_pdf_is_marked(make_copy, data, name):
    with pytest.raises(marked_copy.OnlyPdf) as caught:
        make_copy(data, name)
    assert caught.value.facts == {"name": name}


def test_what_was_made_hangs_beside_its_original(make_copy, thing, desk):
    made = make_copy(pdfs.sound())
    kept = list(marked_copy.keep(made, thing=thing, by=desk, at=AT))
    assert [(one.role, one.file_name, one.title, one.caveat, one.made_from, one.translators) for one in kept] == [
        ("marked", "acta.pdf", "Acta 1", "reference", made.original, ["E. Virta"]),
        ("cover", "cover.pdf", "Acta 1", "reference", made.original, ["E. Virta"]),
        ("label", "label.xml", "Acta 1", "reference", made.original, ["E. Virta"]),
    ]
    assert acts() == ["document.attached"] * 4


def test_nothing_passing_is_left_behind(make_copy, home):
    make_copy(pdfs.sound())
    assert list(home.quarantine.iterdir()) == []


def test_a_delivery_names_its_files_neutrally(thing, caveat):
    def hung(role, title):
        return make(records.Document, role=role, title=title, caveat="reference", translators=["E. Virta"])

    leaving = [hung("marked", "Acta 1"), hung("label", "Acta 1")]
    body, carried = marked_copy.delivery(line="0abc", documents=leaving, caveat=caveat)
    common = {"title": "Acta 1", "language": "", "original_language": "", "translators": ["E. Virta"]}
    assert body == {
        "line": "0abc",
        "documents": [
            {"file": "1-document.pdf", "role": "marked", "sha256": leaving[0].file_id} | common,
            {"file": "2-label.xml", "role": "label", "sha256": leaving[1].file_id} | common,
        ],
        "caveat": {"code": "reference", "texts": TEXTS, "bars_onward_release": True},
    }
    assert carried == {"1-document.pdf": leaving[0].file, "2-label.xml": leaving[1].file}
    assert json.loads(json.dumps(body)) == body
