"""Subjects listed in a conclusion, each with its lead and its own block of participation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verbale.engines.report.commitment import Subject
from verbale.engines.report.parts import Block, Body, Entry, Words
from verbale.engines.report.persons import lead_of
from verbale.engines.report.values import cleaned, joined, split_values, without_marks
from verbale.engines.report.words import SUBJECT_WORDS, Kind

_ANNOUNCED = re.compile("|".join(SUBJECT_WORDS), re.IGNORECASE)
_LEADS = (Kind.LEAD, Kind.IN_CHARGE)


@dataclass(slots=True)
class Read:
    """A conclusion with its entries told apart: text, blocks of its own, subjects, dates of subjects."""

    text: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    dated: list[tuple[str, Block]] = field(default_factory=list)


def read_body(body: Body) -> Read:
    """Tells the subjects of a conclusion from lists that are just part of its sentences.

    A list is one of subjects where an entry names a lead or has a block of its own, or where the words before it
    announce subjects, areas, topics or fields. Blocks after the last entry that no other entry has are the
    conclusion's own.
    """
    read = Read()
    at = 0
    while at < len(body.parts):
        part = body.parts[at]
        if isinstance(part, Entry):
            entries = _run(body.parts, at)
            _take_list(entries, read)
            at += len(entries)
            continue
        if isinstance(part, Words):
            read.text.append(part.text)
        else:
            read.blocks.append(part)
        at += 1
    return read


def _run(parts: list[Words | Entry | Block], at: int) -> list[Entry]:
    run: list[Entry] = []
    for part in parts[at:]:
        if not isinstance(part, Entry):
            break
        run.append(part)
    return run


def _take_list(entries: list[Entry], read: Read) -> None:
    _give_back(entries, read)
    leads = [lead_of(cleaned(entry.words)) for entry in entries]
    announced = bool(read.text and read.text[-1].endswith((":", "：")) and _ANNOUNCED.search(read.text[-1][-160:]))
    if not announced and not any(lead for _, lead in leads) and not any(entry.blocks for entry in entries):
        read.text += [_line(entry) for entry in entries]
        return
    for entry, (name, lead) in zip(entries, leads, strict=True):
        _take_subject(entry, name, lead, read)


def _take_subject(entry: Entry, name: str, lead: str, read: Read) -> None:
    leading = [line for block in entry.blocks if block.kind is Kind.LEAD for line in block.written()]
    charged = [block for block in entry.blocks if block.kind is Kind.IN_CHARGE]
    participants = [line for block in entry.blocks if block.kind is Kind.PARTICIPATION for line in block.written()]
    if not lead and (leading or charged):
        lead = "; ".join(split_values(leading or charged[0].written()))
        charged = charged if leading else charged[1:]
    read.blocks += charged + [block for block in entry.blocks if block.kind in (Kind.COORDINATION, Kind.CONTROL)]
    read.dated += [(name, block) for block in entry.blocks if block.kind is Kind.DATE]
    read.subjects.append(Subject(name, lead, split_values(participants)))


def _give_back(entries: list[Entry], read: Read) -> None:
    """Blocks below the last entry that belong to the whole conclusion."""
    last, earlier = entries[-1], {block.kind for entry in entries[:-1] for block in entry.blocks}
    deeper = any(block.indent > entry.indent for entry in entries for block in entry.blocks)
    kept: list[Block] = []
    charged = False
    for block in last.blocks:
        again = any(block.kind is other.kind for other in kept)
        own = block.kind in earlier or block.kind is Kind.LEAD or block.bracketed or _lone(entries, block)
        outside = deeper and 0 < block.indent <= last.indent and not block.inline
        if charged or again or not own or outside:
            read.blocks.append(block)
            charged = charged or block.kind is Kind.IN_CHARGE
        else:
            kept.append(block)
    last.blocks = kept


def _lone(entries: list[Entry], block: Block) -> bool:
    """The participation below a single entry is the entry's where it names its lead."""
    return len(entries) == 1 and block.kind is Kind.PARTICIPATION and bool(lead_of(cleaned(entries[0].words))[1])


def _line(entry: Entry) -> str:
    sign = "-" if entry.marker.bullet else _sign(entry)
    return joined(sign, without_marks(entry.words))


def _sign(entry: Entry) -> str:
    style, number = entry.marker.style, entry.marker.number
    if "brackets" in style:
        return f"({number})"
    return number if style == "circled" else f"{number})" if style in ("letter", "closing") else f"{number}."
