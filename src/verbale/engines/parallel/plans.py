"""Five-year plans, which Chinese names by two digits: “八五”计划 is the Eighth Five-Year Plan."""

from __future__ import annotations

import re

from verbale.engines.parallel.agreement import Claim

_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九十", 1)}
_PLAN = re.compile(
    r"(?P<n>十?[一二三四五六七八九]|十)五(?=[”」』\"]|(?:计划|规划|期间|时期|科技|攻关|重点|末期?|初期?|以来))"
)


def without_plans(
    claims: list[Claim], rivals: list[Claim], text: str, language: str
) -> tuple[list[Claim], list[Claim]]:
    """The claims of a text, and those against it, without what only says in two manners which plan is meant."""
    if not language.lower().startswith("zh"):
        return claims, rivals
    for plan in _PLAN.finditer(text):
        own = [claim for claim in claims if claim.fact.start < plan.end() and claim.fact.end > plan.start()]
        which = sum(_DIGITS[digit] for digit in plan["n"])
        theirs = [rival for rival in rivals if rival.value in (f"{which}.", str(which))][:1]
        if own and theirs:
            claims = [claim for claim in claims if claim not in own]
            rivals = [rival for rival in rivals if rival not in theirs]
            five = next((rival for rival in rivals if rival.value in ("5 a", "5")), None)
            rivals = [rival for rival in rivals if rival is not five]
    return claims, rivals
