"""The process in which a foreign PDF is read: bounded, and with nothing to steal.

Started by ``pdf`` as ``python -m verbale.engines.report.child``; reads one request as JSON from standard input and
writes one answer to standard output.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from pypdfium2 import PdfiumError

from verbale.engines.report.pdf_text import Locked, pages_of

_FILES = 64
_OUTPUT = 256 * 1024**2


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The pages asked for, or why there are none."""
    bounds = {
        resource.RLIMIT_AS: request["memory"],
        resource.RLIMIT_CPU: request["seconds"],
        resource.RLIMIT_FSIZE: _OUTPUT,
        resource.RLIMIT_NOFILE: _FILES,
        resource.RLIMIT_CORE: 0,
    }
    for bound, value in bounds.items():
        resource.setrlimit(bound, (value, value))
    try:
        pages = pages_of(Path(request["source"]), request["pages"], request["characters"])
    except Locked:
        return {"locked": True}
    except PdfiumError:
        return {"damaged": True}
    except MemoryError:
        return {"limit": f"{request['memory']} bytes of memory"}
    return {"limit": pages} if isinstance(pages, str) else {"pages": pages}


if __name__ == "__main__":
    json.dump(answer(json.load(sys.stdin)), sys.stdout)
