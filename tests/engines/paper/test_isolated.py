import os
from pathlib import Path

import pikepdf
import pytest

from tests.engines.paper import documents
from tests.engines.paper.documents import A4, drawn, saved
from verbale.engines import paper
from verbale.engines.paper import (
    Crashed,
    Encrypted,
    Exhausted,
    Limits,
    Marking,
    NoSuchPage,
    NotMarked,
    NotPdf,
    TooBig,
    isolated,
)
from verbale.kernel import confinement

MARKING = Marking.of(en="OFFICIAL USE ONLY", de="NUR FÜR DEN DIENSTGEBRAUCH")


def test_the_same_results_as_in_this_process(tmp_path: Path) -> None:
    source = saved(documents.with_everything(), tmp_path)
    clean, marked = tmp_path / "clean.pdf", tmp_path / "marked.pdf"
    assert isolated.inspect_pdf(source) == paper.inspect_pdf(source)
    assert isolated.clean_pdf(source, clean) == paper.inspect_pdf(clean)
    isolated.mark_pdf(clean, marked, MARKING)
    isolated.check_marks(marked, MARKING)
    assert isolated.read_marks(marked) == paper.read_marks(marked)
    assert isolated.preview(marked, 2, 300) == paper.preview(marked, 2, 300)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clean.pdf", "in.pdf", "marked.pdf"]


def test_errors_come_back_as_themselves(tmp_path: Path) -> None:
    none = tmp_path / "none.pdf"
    none.write_bytes(b"hello")
    with pytest.raises(NotPdf) as refused:
        isolated.inspect_pdf(none)
    assert refused.value.facts == {"name": "none.pdf", "why": "it does not begin as a PDF does"}
    source = saved(drawn(), tmp_path)
    with pytest.raises(NoSuchPage):
        isolated.preview(source, 2, 300)
    with pytest.raises(NotMarked):
        isolated.check_marks(source, MARKING)
    with pytest.raises(TooBig):
        isolated.inspect_pdf(saved(drawn(A4, A4), tmp_path), limits=Limits(pages=1))
    source.unlink()
    drawn().save(source, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Encrypted):
        isolated.clean_pdf(source, tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("work", ["mark", "read", "preview"])
def test_a_bomb_breaks_only_its_own_process(tmp_path: Path, work: str) -> None:
    source = saved(documents.bomb(), tmp_path)
    limits = Limits(memory=768 * 1024**2, seconds=20, wall_seconds=60)
    does = {
        "mark": lambda: isolated.mark_pdf(source, tmp_path / "out.pdf", MARKING, limits=limits),
        "read": lambda: isolated.read_marks(source, limits=limits),
        "preview": lambda: isolated.preview(source, 1, 300, limits=limits),
    }
    with pytest.raises((Exhausted, Crashed)):
        does[work]()
    assert [p.name for p in tmp_path.iterdir()] == ["in.pdf"]


def test_time_runs_out(tmp_path: Path) -> None:
    source = saved(documents.bomb(), tmp_path)
    with pytest.raises(Exhausted) as refused:
        isolated.mark_pdf(source, tmp_path / "out.pdf", MARKING, limits=Limits(seconds=1, memory=64 * 1024**3))
    assert refused.value.facts == {"name": "in.pdf", "limit": "1 s of processor time"}


def test_too_much_output(tmp_path: Path) -> None:
    with pytest.raises((Exhausted, Crashed)):
        isolated.mark_pdf(saved(drawn(), tmp_path), tmp_path / "out.pdf", MARKING, limits=Limits(output=2000))
    assert not (tmp_path / "out.pdf").exists()


def test_nothing_of_the_environment_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TOKEN", "secret")
    seen = {}
    popen = confinement.subprocess.Popen

    def watch(command, **options):
        seen.update(options["env"])
        return popen(command, **options)

    monkeypatch.setattr(confinement.subprocess, "Popen", watch)
    isolated.inspect_pdf(saved(drawn(), tmp_path))
    assert sorted(seen) == [
        "LC_ALL",
        "MALLOC_ARENA_MAX",
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONPATH",
        "RAYON_NUM_THREADS",
    ]
    assert os.environ["VERBALE_TOKEN"] == "secret"


def test_five_thousand_pages(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages.extend([pdf.pages[0]] * 4999)
    source, clean, marked = saved(pdf, tmp_path), tmp_path / "clean.pdf", tmp_path / "marked.pdf"
    assert isolated.clean_pdf(source, clean).pages == 5000
    isolated.mark_pdf(clean, marked, MARKING)
    assert isolated.inspect_pdf(marked).pages == 5000


def test_beyond_the_default_limit_of_pages(tmp_path: Path) -> None:
    pdf = drawn()
    pdf.pages.extend([pdf.pages[0]] * 10_000)
    with pytest.raises(TooBig) as refused:
        isolated.inspect_pdf(saved(pdf, tmp_path))
    assert str(refused.value) == (
        "“in.pdf” has 10001 pages; the limit is 10000. Split the document, or have the administrator raise the limit."
    )


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        isolated.inspect_pdf(tmp_path / "none.pdf")


@pytest.mark.parametrize(
    ("code", "written", "error", "fact"),
    [
        (-24, b"", Exhausted, "120 s of processor time"),
        (-11, b"", Crashed, "SIGSEGV"),
        (1, b"", Crashed, "exit 1"),
        (0, b"no json", Crashed, "no answer"),
        (0, b"[]", Crashed, "no answer"),
        (0, b'{"exhausted": "memory"}', Exhausted, "2147483648 bytes of memory"),
        (0, b'{"error": "SystemExit", "facts": {}}', Crashed, "no answer"),
        (0, b'{"error": "NotPdf", "facts": {"surprise": 1}}', Crashed, "no answer"),
        (0, b'{"crashed": "KeyError"}', Crashed, "KeyError"),
    ],
)
def test_what_the_process_leaves_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, written: bytes, error: type, fact: str
) -> None:
    def leave(module, request, out, bounds, environment):
        os.write(out, written)
        return code

    monkeypatch.setattr(confinement, "_run", leave)
    with pytest.raises(error) as refused:
        isolated.inspect_pdf(saved(drawn(), tmp_path))
    assert fact in refused.value.facts.values()
