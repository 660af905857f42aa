"""A place that no glossary lists, in the place of one that it does: 奥克兰 and "in Christchurch"."""

from __future__ import annotations

import re

from verbale.engines.parallel.agreement import Claim
from verbale.engines.parallel.glossary import SOFT, Glossary
from verbale.engines.parallel.hearing import heard
from verbale.engines.parallel.naming import WRITES_SOUNDS
from verbale.engines.parallel.sounds import alike, skeleton
from verbale.engines.parallel.standing import Standing, linked, of_body, standing
from verbale.engines.parallel.strangers import Stranger

_IN_PLACE = {
    "zh": re.compile(r"(?:在|于|赴|往|到|抵|从|由|自|经)$"),
    "ru": re.compile(r"(?<!\w)(?:в|во|из|до|близ|около|под|через|город\w{0,2}|г\.|порт\w{0,2})\s$", re.IGNORECASE),
    "de": re.compile(r"(?<!\w)(?:in|nach|aus|bei|über|Stadt|Hafen)\s$", re.IGNORECASE),
    "en": re.compile(r"(?<!\w)(?:in|to|from|at|near|via|leaves?|reach|visit(?:ed)?|port of|city of)\s$", re.IGNORECASE),
}  # fmt: skip
"""What stands before a place."""
_TOWN_ZH = re.compile(r"[市港镇]|[举召建设会开停出卸参访工]")


def replaces(
    name: Stranger, claim: Claim, texts: tuple[str, str], languages: tuple[str, str], glossary: Glossary
) -> bool:
    """Whether a name nobody listed, in the second text, stands as a place for a glossary's one, which the first says.

    It does if it stands as a place does, for itself, and sounds like no form of the glossary's name in either language.
    """
    language, text = languages[1], texts[1]
    if name.sure or language not in _IN_PLACE or not _as_place(name, text, language):
        return False
    if linked(text, name.start, name.end) or of_body(text, name.start):
        return False
    entry = glossary.by_value.get(claim.value)
    if entry is None or entry.sort != "place" or not entry.forms.get(language):
        return False
    forms = [(form.removeprefix(SOFT).partition("(?")[0], language) for form in entry.forms[language]]
    return not any(
        _like(form, name.written, (tongue, language))
        for form, tongue in (*forms, (claim.fact.as_written, languages[0]))
    )


def _as_place(name: Stranger, text: str, language: str) -> bool:
    if not _IN_PLACE[language].search(text[max(0, name.start - 12) : name.start]):
        return False
    if language == "zh":
        foreign = all(character in WRITES_SOUNDS for character in name.written)
        return foreign and bool(_TOWN_ZH.match(text, name.end))
    return standing(text, name.start, name.end, language) is Standing.ALONE


def _like(form: str, written: str, languages: tuple[str, str]) -> bool:
    if alike(skeleton(form), skeleton(written)) or alike(skeleton(written), skeleton(form)):
        return True
    return languages[0] != languages[1] and heard(form, written, languages)
