"""What languages are called that records name by their MARC codes."""

from __future__ import annotations

from babel import Locale
from django.utils.translation import get_language, to_locale

BIBLIOGRAPHIC = {
    "alb": "sq", "ara": "ar", "arm": "hy", "baq": "eu", "bel": "be", "bul": "bg", "bur": "my", "chi": "zh", "cze": "cs",
    "dan": "da", "dut": "nl", "eng": "en", "est": "et", "fin": "fi", "fre": "fr", "geo": "ka", "ger": "de", "gre": "el",
    "heb": "he", "hin": "hi", "hun": "hu", "ice": "is", "ind": "id", "ita": "it", "jpn": "ja", "kaz": "kk", "kor": "ko",
    "lat": "la", "lav": "lv", "lit": "lt", "mac": "mk", "may": "ms", "mon": "mn", "nor": "no", "per": "fa", "pol": "pl",
    "por": "pt", "rum": "ro", "rus": "ru", "slo": "sk", "slv": "sl", "spa": "es", "srp": "sr", "hrv": "hr", "swe": "sv",
    "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "uzb": "uz", "vie": "vi", "wel": "cy",
}  # fmt: skip
"""MARC's codes of languages that the locale data know by codes of two letters."""


def language_name(code: str) -> str:
    """The name of a language in the reader's own; the code itself for one that has no name there."""
    names = Locale.parse(to_locale(get_language() or "en")).languages
    return str(names.get(BIBLIOGRAPHIC.get(code, code), code))
