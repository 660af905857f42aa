"""The process in which a foreign signed paper is read: bounded, and with nothing to steal.

Started by ``isolated`` as ``python -m verbale.engines.signature.child``; reads one request as JSON from standard input
and writes one answer to standard output.
"""

from __future__ import annotations

import logging
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from verbale.engines.signature.errors import CARRIED
from verbale.engines.signature.limits import Limits
from verbale.engines.signature.revision import first_revision
from verbale.engines.signature.trust import TrustedCertificate
from verbale.engines.signature.verification import verify
from verbale.kernel import confinement
from verbale.kernel.errors import VerbaleError

Request = dict[str, Any]


def _verify(data: bytes, asked: Request, limits: Limits) -> Any:
    return verify(
        data,
        trusted=[_trusted(one) for one in asked["trusted"]],
        sides=(asked["sides"][0], asked["sides"][1]),
        at=datetime.fromisoformat(asked["at"]),
        held_since=_moment(asked["held_since"]),
        paper=b64decode(asked["paper"]) if asked["paper"] is not None else None,
        limits=limits,
    ).as_json()


def _first_revision(data: bytes, _: Request, limits: Limits) -> Any:
    return len(first_revision(data, limits))


WORKS: dict[str, Callable[[bytes, Request, Limits], Any]] = {"verify": _verify, "first_revision": _first_revision}


def answer(request: Request) -> dict[str, Any]:
    """Does the work that is asked for; an error of the family comes back by name and facts."""
    limits = Limits(**request["limits"])
    try:
        data = Path(request["source"]).read_bytes()
        return {"value": WORKS[request["work"]](data, request["asked"], limits)}
    except MemoryError:
        return {"exhausted": f"{limits.memory} bytes of memory"}
    except VerbaleError as error:
        known = type(error).__name__ in CARRIED
        return {"error": type(error).__name__, "facts": error.facts} if known else {"crashed": type(error).__name__}


def _trusted(said: Request) -> TrustedCertificate:
    crls = tuple(b64decode(crl) for crl in said["crls"])
    return TrustedCertificate(said["side"], b64decode(said["pem"]), _moment(said["revoked_at"]), crls)


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    confinement.serve(lambda request: Limits(**request["limits"]).bounds, answer)
