"""What part of the day is told beside an hour, in five languages, and the time of day that both make."""

from __future__ import annotations

import re

BEFORE = {
    "zh": "上午|下午|中午|正午|午前|午后|今晚|当晚|夜晚|晚上|晚间|晚|早上|早晨|凌晨|清晨|早|晨|傍晚|深夜|夜间|夜里|夜",
    "ko": "오전|오후|상오|하오|저녁|한밤|밤|새벽|아침|한낮|낮",
}
"""What stands before the hour."""
BEHIND = {
    "ru": "утра|дня|вечера|ночи|пополудни|пополуночи",
    "de": "morgens|vormittags|mittags|nachmittags|abends|nachts|früh|(?:am|des) (?:Morgens?|Vormittags?|Nachmittags?|Abends?)|(?:in der|des) Nachts?",  # noqa: E501
    "en": r"[ap]\.?\s?m\b\.?|(?:in the |this )?(?:morning|afternoon|evening)|noon|at night",
}
"""What stands behind it."""
_NOON = re.compile(r"中午|正午|낮|дня|(?<!vor)(?<!nach)mittags|(?<!after)(?<!fore)noon", re.IGNORECASE)
_EVENING = re.compile(r"晚|傍晚|저녁|вечера|abends?|evening", re.IGNORECASE)
_NIGHT = re.compile(r"夜|밤|ночи|nachts?|night", re.IGNORECASE)
_LATER = re.compile(r"下午|午后|오후|하오|пополудни|nachmittags?|p\.?\s?m|afternoon", re.IGNORECASE)
_EARLIER = re.compile(
    r"上午|午前|早|晨|오전|상오|새벽|아침|утра|пополуночи|(?<!\w)morgens?|vormittags?|früh|a\.?\s?m|(?<!\w)morning",
    re.IGNORECASE,
)


def clock(hour: int, minute: int, told: str) -> str:
    """A time of day; the part of the day as told counts, and is left open (``?``) where nothing tells it."""
    if hour <= 12 and (turned := _turned(hour, told)) is not None:
        return f"T{turned:02}:{minute:02}"
    return f"T{hour:02}:{minute:02}" + ("?" if 0 < hour <= 12 and not told else "")


def _turned(hour: int, told: str) -> int | None:
    """The hour of twenty-four, None where nothing tells it: eleven at noon is before it, twelve at night is none."""
    if _NOON.search(told):
        return hour if hour >= 10 else hour + 12
    if _EVENING.search(told):
        return (hour + 12) % 24
    if _NIGHT.search(told):
        return hour % 12 + (12 if 6 <= hour < 12 else 0)
    if _LATER.search(told):
        return hour % 12 + 12
    return hour % 12 if _EARLIER.search(told) else None
