"""Reading foreign signed papers in a process of their own, so that a hostile one breaks that process and nothing else.

The functions are those of the engine, with the same arguments, results and errors. A paper that exhausts the process
or breaks it is not accepted: ``verify`` says so as a finding, ``first_revision`` as Damaged.
"""

from __future__ import annotations

import tempfile
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from verbale.engines.signature.errors import CARRIED, Damaged, TooBig
from verbale.engines.signature.finding import Finding, Kind
from verbale.engines.signature.limits import DEFAULT_LIMITS, Limits
from verbale.engines.signature.question import Question
from verbale.engines.signature.trust import TrustedCertificate
from verbale.engines.signature.verdict import Verification
from verbale.kernel import confinement

_CHILD = "verbale.engines.signature.child"
_LONGEST_ANSWER = 1024**2


class _Broken(Exception):
    """The process gave no answer; the text says why."""


def verify(
    data: bytes,
    *,
    trusted: Sequence[TrustedCertificate],
    sides: tuple[str, str],
    at: datetime,
    held_since: datetime | None = None,
    paper: bytes | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Verification:
    """See ``verification.verify``."""
    # Nonsense in the question is the caller's fault, not the paper's.
    question = Question(tuple(trusted), sides, at, held_since)
    if len(data) > limits.bytes:
        return _refused(data, Finding(Kind.TOO_BIG, what=f"more than {limits.bytes} bytes"))
    try:
        return Verification.from_json(_ask("verify", data, _as_json(question, paper), limits))
    except _Broken as fault:
        return _refused(data, Finding(Kind.DAMAGED, what=str(fault)))


def first_revision(data: bytes, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """See ``revision.first_revision``."""
    if len(data) > limits.bytes:
        raise TooBig(size=len(data), limit=limits.bytes)
    try:
        return data[: int(_ask("first_revision", data, {}, limits))]
    except _Broken as fault:
        raise Damaged(why=str(fault)) from fault


def _refused(data: bytes, finding: Finding) -> Verification:
    return Verification(sha256(data).hexdigest(), len(data), (), (finding,))


def _as_json(question: Question, paper: bytes | None) -> dict[str, Any]:
    return {
        "trusted": [_trusted(one) for one in question.trusted],
        "sides": list(question.sides),
        "at": question.at.isoformat(),
        "held_since": question.held_since.isoformat() if question.held_since else None,
        "paper": b64encode(paper).decode() if paper is not None else None,
    }


def _trusted(one: TrustedCertificate) -> dict[str, Any]:
    return {
        "side": one.side,
        "pem": b64encode(one.pem).decode(),
        "revoked_at": one.revoked_at.isoformat() if one.revoked_at else None,
        "crls": [b64encode(crl).decode() for crl in one.crls],
    }


def _ask(work: str, data: bytes, asked: dict[str, Any], limits: Limits) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "paper.pdf")
        source.write_bytes(data)
        request = {"work": work, "source": str(source), "asked": asked, "limits": asdict(limits)}
        try:
            return _read(confinement.ask(_CHILD, request, limits.bounds, longest=_LONGEST_ANSWER))
        except confinement.Overran as fault:
            raise _Broken(f"it asked for more than {fault.limit}") from fault
        except confinement.Broke as fault:
            raise _Broken(f"it broke the program that reads it ({fault.how})") from fault
        except (ValueError, TypeError, KeyError, AttributeError) as fault:
            # A process that was taken over may answer anything.
            raise _Broken("the program that reads it gave no answer") from fault


def _read(answer: dict[str, Any]) -> Any:
    if "exhausted" in answer:
        raise _Broken(f"it asked for more than {answer['exhausted']}")
    if "error" in answer:
        raise CARRIED[answer["error"]](**answer["facts"])
    if "crashed" in answer:
        raise _Broken(f"it broke the program that reads it ({answer['crashed']})")
    return answer["value"]
