"""The files that may go with a message: those that its release, its offer or a pouch that came names; no others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from verbale.domain.spine.office import office
from verbale.engines.inspection import AllowedFile, FileKind, Mark
from verbale.records.dispatch import ArrivedPouch, Message, MessageFile, Release
from verbale.records.document import Document, DocumentRole
from verbale.records.holding import Offer
from verbale.records.marking import Caveat
from verbale.records.minutes import SignedPaper
from verbale.records.party import Party

_KINDS = {
    DocumentRole.MARKED: FileKind.RELEASED, DocumentRole.COVER: FileKind.COVER, DocumentRole.LABEL: FileKind.LABEL,
}  # fmt: skip
_NAMES = {
    FileKind.RELEASED: r"[1-9]\d{0,3}-document\.pdf",
    FileKind.COVER: r"[1-9]\d{0,3}-cover\.pdf",
    FileKind.LABEL: r"[1-9]\d{0,3}-label\.xml",
}
"""The neutral names, which tell nothing of the paper."""
PAPER = "minutes.pdf"
"""The name of a signed paper."""


def files_of(message: Message) -> Iterator[AllowedFile]:
    """What may go with a message, by name; what no act names is left out, and so is refused."""
    rows = MessageFile.objects.filter(message=message).select_related("file").order_by("name")
    if message.what == "delivery":
        yield from _released(message, list(rows))
    elif message.what == "catalogue":
        offer = Offer.objects.filter(pk=message.thing_id, partner=message.partner).first()
        for row in rows:
            if offer is not None and (row.name, row.file_id) == (f"{offer.pk}.jsonl", offer.file_id):
                yield AllowedFile(row.name, row.file_id, row.file.size, FileKind.CATALOGUE, act=offer.pk)
    elif message.what == "returned pouches":
        for row in rows:
            came = ArrivedPouch.objects.opened().filter(partner=message.partner, told=row.file_id)
            if row.name == f"{row.file_id}.json" and came.exists():
                yield AllowedFile(row.name, row.file_id, row.file.size, FileKind.RETURNED, act=came[0].pk)
    elif message.what == "signed paper":
        yield from _signed(message, list(rows))


def release_of(message: Message) -> Release | None:
    """The release by which a message leaves, if it stands."""
    return Release.objects.filter(message=message, partner=message.partner, recalled_at__isnull=True).first()


def paired(act: Release, rows: Sequence[MessageFile]) -> list[tuple[MessageFile, Document]]:
    """The files of a message in the order of their names' numbers, each with the document of the release that it is.

    Two documents may be the same bytes, as labels made in one go are; each is taken once.
    """
    left = list(act.documents.filter(erased_at__isnull=True).select_related("file", "made_from__file"))
    left.sort(key=lambda paper: (paper.title, paper.pk))
    found = []
    for row in sorted(rows, key=lambda row: _place(row.name)):
        paper = next((one for one in left if one.file_id == row.file_id), None)
        if paper is not None:
            left.remove(paper)
            found.append((row, paper))
    return found


def _place(name: str) -> tuple[int, str]:
    number = name.partition("-")[0]
    return int(number) if number.isdecimal() else 0, name


def _released(message: Message, rows: list[MessageFile]) -> Iterator[AllowedFile]:
    act = release_of(message)
    caveat = Caveat.objects.filter(code=act.marking).first() if act else None
    if act is None or caveat is None:
        return
    papers, mark = paired(act, rows), mark_of(caveat, message.partner)
    labels = {paper.made_from_id: row.name for row, paper in papers if paper.role == DocumentRole.LABEL}
    for row, paper in sorted(papers, key=lambda pair: pair[0].name):
        kind = _KINDS.get(DocumentRole(paper.role))
        if kind is None or paper.caveat != act.marking or not re.fullmatch(_NAMES[kind], row.name):
            continue
        label = labels.get(paper.made_from_id, "") if kind is FileKind.RELEASED else ""
        carries = _carried(paper) if kind is FileKind.RELEASED else ""
        yield AllowedFile(
            row.name, row.file_id, row.file.size, kind, act=act.pk, mark=mark, label=label, carries=carries
        )


def _signed(message: Message, rows: Sequence[MessageFile]) -> Iterator[AllowedFile]:
    """Of minutes, the paper that somebody here signed. It is both sides' own and was agreed word by word before, so no
    release act names it and no caveat stands on it: its signing is the act (COMMISSION.md, 6.4)."""
    act = SignedPaper.objects.filter(
        message=message, signed_by__isnull=False, minutes__text__partner=message.partner
    ).first()
    for row in rows:
        if act is not None and (row.name, row.file_id) == (PAPER, act.file_id):
            titles = tuple(act.minutes.text.titles.values())
            yield AllowedFile(row.name, row.file_id, row.file.size, FileKind.SIGNED, act=act.pk, titles=titles)


def _carried(paper: Document) -> str:
    """The signed original that a wrapped document carries unaltered."""
    original = paper.made_from
    return original.file_id if original is not None and original.file.signed else ""


def mark_of(caveat: Caveat, partner: Party) -> Mark:
    """The marking in our language and the partner's, each in the words that the caveat has for it."""
    texts: dict[str, str] = dict(caveat.texts)
    wanted = (next(iter(office().languages), "en"), partner.language)
    chosen = [next((one for one in (language, "en", *texts) if texts.get(one)), "") for language in wanted]
    return Mark(caveat.code, {one: texts[one] for one in chosen if one} or {partner.language: caveat.code})
