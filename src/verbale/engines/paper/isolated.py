"""Reading foreign PDFs in a process of their own, so that a hostile one breaks that process and nothing else.

The functions are those of the engine, with the same arguments, results and errors; on top, Exhausted where a limit was
reached and Crashed where the process died. The process has no environment but what starting Python needs, bounds on
processor time, memory, files and waiting, and writes where the caller asked only when it has succeeded.
"""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from verbale.engines.paper.cover import Cover
from verbale.engines.paper.errors import CARRIED, Crashed, Exhausted
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.marks import PageMarks
from verbale.engines.paper.report import PdfReport
from verbale.engines.paper.stamp import Marking
from verbale.kernel import confinement

_CHILD = "verbale.engines.paper.child"
# Each thread reserves address space; with one a core, a big machine would reach the bound on memory at once.
_ENVIRONMENT = {"RAYON_NUM_THREADS": "1"}
_LONGEST_ANSWER = 64 * 1024**2


def inspect_pdf(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> PdfReport:
    """See ``inspection.inspect_pdf``."""
    return PdfReport.from_json(_ask("inspect_pdf", path, limits))


def clean_pdf(source: Path, target: Path, *, limits: Limits = DEFAULT_LIMITS) -> PdfReport:
    """See ``cleaning.clean_pdf``."""
    return PdfReport.from_json(_ask_for_file("clean_pdf", source, target, limits))


def mark_pdf(source: Path, target: Path, marking: Marking, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """See ``marking.mark_pdf``."""
    _ask_for_file("mark_pdf", source, target, limits, marking=asdict(marking))


def read_marks(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> tuple[PageMarks, ...]:
    """See ``marks.read_marks``."""
    return tuple(PageMarks(**marks) for marks in _ask("read_marks", path, limits))


def check_marks(path: Path, marking: Marking, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """See ``marks.check_marks``."""
    _ask("check_marks", path, limits, marking=asdict(marking))


def preview(path: Path, page: int, width: int, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """See ``preview.preview``."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "preview.png")
        _ask("preview", path, limits, target=str(target), page=page, width=width)
        return target.read_bytes()


def wrap_signed(source: Path, target: Path, cover: Cover, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """See ``wrapping.wrap_signed``."""
    return str(_ask_for_file("wrap_signed", source, target, limits, cover=cover.as_json()))


def unwrap(source: Path, target: Path, *, limits: Limits = DEFAULT_LIMITS) -> str:
    """See ``wrapping.unwrap``."""
    return str(_ask_for_file("unwrap", source, target, limits))


def _ask_for_file(work: str, source: Path, target: Path, limits: Limits, **asked: Any) -> Any:
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder, target.name)
        value = _ask(work, source, limits, target=str(made), **asked)
        made.replace(target)
        return value


def _ask(work: str, source: Path, limits: Limits, **asked: Any) -> Any:
    request = {"work": work, "asked": {"source": str(source.resolve(strict=True)), **asked}, "limits": asdict(limits)}
    name = source.name
    try:
        told = confinement.ask(_CHILD, request, limits.bounds, longest=_LONGEST_ANSWER, environment=_ENVIRONMENT)
        return _read(told, name, limits)
    except confinement.Overran as fault:
        raise Exhausted(name=name, limit=fault.limit) from fault
    except confinement.Broke as fault:
        raise Crashed(name=name, how=fault.how) from fault
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        # A process that was taken over may answer anything.
        raise Crashed(name=name, how="no answer") from fault


def _read(answer: dict[str, Any], name: str, limits: Limits) -> Any:
    if "exhausted" in answer:
        amount = limits.memory if answer["exhausted"] == "memory" else limits.output
        raise Exhausted(name=name, limit=f"{amount} bytes of {answer['exhausted']}")
    if "error" in answer:
        raise CARRIED[answer["error"]](**answer["facts"])
    if "crashed" in answer:
        raise Crashed(name=name, how=str(answer["crashed"]))
    return answer["value"]
