"""The process in which a foreign PDF is read: bounded, and with nothing to steal.

Started by ``isolated`` as ``python -m verbale.engines.paper.child``; reads one request as JSON from standard input and
writes one answer to standard output.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from verbale.engines.paper.cleaning import clean_pdf
from verbale.engines.paper.cover import Cover
from verbale.engines.paper.errors import CARRIED
from verbale.engines.paper.inspection import inspect_pdf
from verbale.engines.paper.limits import Limits
from verbale.engines.paper.marking import mark_pdf
from verbale.engines.paper.marks import check_marks, read_marks
from verbale.engines.paper.preview import preview
from verbale.engines.paper.stamp import Caveat, Marking
from verbale.engines.paper.wrapping import unwrap, wrap_signed
from verbale.kernel import confinement
from verbale.kernel.errors import VerbaleError

Request = dict[str, Any]


def _inspect(asked: Request, limits: Limits) -> Any:
    return inspect_pdf(Path(asked["source"]), limits=limits).as_json()


def _clean(asked: Request, limits: Limits) -> Any:
    return clean_pdf(Path(asked["source"]), Path(asked["target"]), limits=limits).as_json()


def _mark(asked: Request, limits: Limits) -> Any:
    mark_pdf(Path(asked["source"]), Path(asked["target"]), _marking(asked), limits=limits)


def _read_marks(asked: Request, limits: Limits) -> Any:
    return [asdict(marks) for marks in read_marks(Path(asked["source"]), limits=limits)]


def _check_marks(asked: Request, limits: Limits) -> Any:
    check_marks(Path(asked["source"]), _marking(asked), limits=limits)


def _preview(asked: Request, limits: Limits) -> Any:
    Path(asked["target"]).write_bytes(preview(Path(asked["source"]), asked["page"], asked["width"], limits=limits))


def _wrap(asked: Request, limits: Limits) -> Any:
    return wrap_signed(Path(asked["source"]), Path(asked["target"]), Cover.from_json(asked["cover"]), limits=limits)


def _unwrap(asked: Request, limits: Limits) -> Any:
    return unwrap(Path(asked["source"]), Path(asked["target"]), limits=limits)


WORKS: dict[str, Callable[[Request, Limits], Any]] = {
    "inspect_pdf": _inspect,
    "clean_pdf": _clean,
    "mark_pdf": _mark,
    "read_marks": _read_marks,
    "check_marks": _check_marks,
    "preview": _preview,
    "wrap_signed": _wrap,
    "unwrap": _unwrap,
}


def answer(request: Request) -> dict[str, Any]:
    """Does the work that is asked for; an error of the family comes back by name and facts."""
    limits = Limits(**request["limits"])
    try:
        return {"value": WORKS[request["work"]](request["asked"], limits)}
    except MemoryError:
        return {"exhausted": "memory"}
    except OSError as fault:
        return (
            {"exhausted": "output"} if fault.errno in (errno.EFBIG, errno.ENOMEM) else {"crashed": type(fault).__name__}
        )
    except VerbaleError as error:
        known = type(error).__name__ in CARRIED
        return {"error": type(error).__name__, "facts": error.facts} if known else {"crashed": type(error).__name__}


def _marking(asked: Request) -> Marking:
    return Marking(tuple(Caveat(**caveat) for caveat in asked["marking"]["caveats"]))


if __name__ == "__main__":
    confinement.serve(lambda request: Limits(**request["limits"]).bounds, answer)
