"""Invented papers for the demo: short articles on civilian subjects, as PDF."""

from __future__ import annotations

import json
from datetime import date

import typst

_TEMPLATE = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, date: datetime(year: told.year, month: 3, day: 14))
#set page(paper: "a4", margin: 28mm, numbering: "1")
#set text(size: 11pt, font: ("New Computer Modern", "Libertinus Serif"), fallback: true)
#set par(justify: true, leading: 0.75em)
#align(center, text(size: 17pt, weight: "bold", told.title))
#align(center, text(style: "italic", told.series))
#v(8mm)
#for section in told.sections [
  #heading(level: 2, section.title)
  #section.text
  #pagebreak(weak: true)
]
"""

_SECTIONS = (
    ("Subject", "The paper describes a method for measuring slow changes over many seasons with simple instruments. "),
    (
        "Method",
        "Readings were taken at fixed hours at nine stations, and each series was compared with its neighbours. ",
    ),
    ("Results", "The differences between stations stayed within the error of the instruments in all but two months. "),
)


def invented_paper(*, title: str, day: date) -> bytes:
    """A paper of three pages under a title; the same title and day give the same bytes."""
    sections = [{"title": name, "text": text * 14} for name, text in _SECTIONS]
    shown = "".join(sign for sign in title if ord(sign) < 0x2E80) or "Paper"
    told = {"title": shown, "series": "An invented paper", "year": day.year, "sections": sections}
    return typst.compile(_TEMPLATE.encode(), format="pdf", sys_inputs={"told": json.dumps(told)})
