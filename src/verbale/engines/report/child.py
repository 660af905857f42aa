"""The process in which a foreign PDF is read: bounded, and with nothing to steal.

Started by ``pdf`` as ``python -m verbale.engines.report.child``; reads one request as JSON from standard input and
writes one answer to standard output.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pypdfium2 import PdfiumError

from verbale.engines.report.limits import Limits
from verbale.engines.report.pdf_text import Locked, pages_of
from verbale.kernel import confinement


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The pages asked for, or why there are none."""
    limits = Limits(**request["limits"])
    try:
        pages = pages_of(Path(request["source"]), limits.pages, limits.characters)
    except Locked:
        return {"locked": True}
    except PdfiumError:
        return {"damaged": True}
    except MemoryError:
        return {"limit": f"{limits.memory} bytes of memory"}
    return {"limit": pages} if isinstance(pages, str) else {"pages": pages}


if __name__ == "__main__":
    confinement.serve(lambda request: Limits(**request["limits"]).bounds, answer)
