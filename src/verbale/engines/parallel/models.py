"""Models of machines, HP 5890 and HP 5880: a name in Latin letters whose number alone differs is told as one name."""

from __future__ import annotations

import re
from dataclasses import replace

from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.fact import FactKind

_MAKER = re.compile(r"(?<![A-Za-z0-9])(?P<maker>[A-Z][A-Za-z]{1,15})(?P<gap>[\s-]?)$")


def models(left: list[Claim], right: list[Claim], texts: tuple[str, str]) -> tuple[list[Claim], list[Claim]]:
    """The unmatched claims, with numbers behind one maker's name in either text as names of models."""
    left, right = list(left), list(right)
    for place, claim in enumerate(left):
        own = _model(claim, texts[0])
        for place_too, rival in enumerate(right) if own else ():
            other = _model(rival, texts[1])
            if own and other and _maker(own) == _maker(other):
                left[place], right[place_too] = own, other
                break
    return left, right


def _maker(model: Claim) -> str:
    return model.value.rpartition(" ")[0]


def _model(claim: Claim, text: str) -> Claim | None:
    """The claim as a model's name: its number behind a word in Latin letters, which says "volume" in no language."""
    fact = claim.fact
    match = _MAKER.search(text[max(0, fact.start - 20) : fact.start]) if fact.kind is FactKind.NUMBER else None
    if match is None or not (match["maker"].isupper() or re.search(r"[^\x00-\u024f“”„–—№€]", text)):
        return None
    value = f"{match['maker'].upper()} {claim.value}"
    start = fact.start - len(match[0])
    name = replace(fact, kind=FactKind.NAME, value=value, as_written=text[start : fact.end], start=start)
    return Claim(name, value)
