"""Answering a partner that asks us to erase, file by file, and recording what a partner answered by letter.

The clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from verbale.domain.spine import dispatch
from verbale.domain.spine.erasure_asked import ANSWERED, TEXT_LIMIT, check_unanswered, keep_answers, named_files
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json, digest_of
from verbale.kernel.errors import NotFound, Refused
from verbale.records import files
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.erasure import Answer, ErasureAsked, Side
from verbale.records.person import Person, Role


class NotForUs(Refused):
    """This request is not to be answered here: a partner answers ours through its node, or by letter if it has none."""


class Undecided(Refused):
    """Say of every file that was asked about whether it was erased, is kept, or is unknown: {missing} are missing."""


class NotTrue(Refused):
    """“{answer}” cannot be said of {sha256}: {why}."""


@transaction.atomic
def answer(*, asked: ErasureAsked, answers: Mapping[str, tuple[str, str]], by: Person, at: datetime) -> ErasureAsked:
    """Answers a partner's request, for every file with ``(erased | kept | unknown, why)``, and queues the answer.

    “Erased” can be said only of what was erased here, “unknown” only of what we never held.
    """
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = ErasureAsked.objects.select_for_update().get(pk=asked.pk)
    if kept.side != Side.THEIRS:
        raise NotForUs()
    check_unanswered(kept)
    _check_whole(kept, answers)
    for sha256, (word, why) in answers.items():
        _check_true(sha256, word, why)
    body: dict[str, Json] = {
        "asked": kept.asked, "request": digest_of(kept.body), "signature": "",
        "files": [{"sha256": one, "answer": word, "why": why.strip()} for one, (word, why) in sorted(answers.items())],
    }  # fmt: skip
    kept.answer_body = body
    kept.answer_message = dispatch.queue(partner=kept.partner, what=ANSWERED, body=body, thing=kept, at=at)
    keep_answers(kept, {one: (word, why.strip()) for one, (word, why) in answers.items()}, by, at)
    return kept


def _check_whole(asked: ErasureAsked, answers: Mapping[str, tuple[str, str]]) -> None:
    named = named_files(asked)
    for one in sorted(set(answers) - named):
        raise NotFound(what="file that was asked about", which=one)
    if named - set(answers):
        raise Undecided(missing=", ".join(sorted(named - set(answers))))


def _check_true(sha256: str, word: str, why: str) -> None:
    if word not in Answer.values:
        raise NotTrue(answer=word, sha256=sha256, why=f"the answers are {', '.join(Answer.values)}")
    if not why.strip() or len(why) > TEXT_LIMIT:
        raise NotTrue(answer=word, sha256=sha256, why=f"it needs a reason of at most {TEXT_LIMIT} signs")
    row = StoredFile.objects.filter(pk=sha256).first()
    held = files.path_of(sha256).is_file()
    if word == Answer.ERASED and (held or row is None or row.state != FileState.ERASED):
        raise NotTrue(answer=word, sha256=sha256, why="it was not erased here; propose it and have it confirmed first")
    if word == Answer.KEPT and not held:
        raise NotTrue(answer=word, sha256=sha256, why="we do not hold it")
    if word == Answer.UNKNOWN and (held or row is not None):
        raise NotTrue(answer=word, sha256=sha256, why="we hold it, or held it once")


@transaction.atomic
def record_letter(
    *, asked: ErasureAsked, answers: Mapping[str, tuple[str, str]], letter: Document | None, by: Person, at: datetime
) -> ErasureAsked:
    """Records what a partner without a node answered by letter, with the scan if there is one (13.2)."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    kept = ErasureAsked.objects.select_for_update().get(pk=asked.pk)
    if kept.side != Side.OURS or not kept.partner.by_letter:
        raise NotForUs()
    check_unanswered(kept)
    _check_whole(kept, answers)
    for sha256, (word, why) in answers.items():
        if word not in Answer.values or len(why) > TEXT_LIMIT:
            raise NotTrue(answer=word, sha256=sha256, why=f"the answers are {', '.join(Answer.values)}")
    kept.answer_letter = letter
    keep_answers(kept, answers, by, at)
    return kept
