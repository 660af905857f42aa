"""What limits who may have a publication, where it is said in words and not by an indicator.

UNIMARC has no field that says only this: 310 holds binding and availability, 333 distribution and audience, 371 the
conditions of use. Whatever stands there restricts, unless it is plainly something else; and words that restrict do so
in any note. Too much withheld is put right by a person who looks; too much given is not.
"""

from __future__ import annotations

import re

from verbale.engines.catalogue.record import Field, Record

_LIMITING = ("310", "333", "371")
_NOTES = ("010", "300", "303", "305", "306", "314", "316", "317", "318", "337", "345", "830", "856")
_NOTE_CODES = "abcdefghjnuxz39"

_RESTRICTS = re.compile(
    r"内部(?:发行|发布|资料|使用|参考|交流|刊物|读物|文件)|限(?:国内|内部|本馆|本单位)|不公开|非公开|秘密|机密|绝密|保密|"
    r"內部(?:發行|資料|使用|參考)|限閱|密件|"
    r"служебного пользования|\bдсп\b|секретно|ограниченн\w+ (?:доступ|распространени)|не для распространения|"
    r"доступ (?:ограничен|закрыт)|спецхран|"
    r"대외비|비공개|(?:열람|이용|배포)\s?제한|기밀|극비|"
    r"nur für den dienstgebrauch|vertraulich|geheim\b|gesperrt|nicht (?:im|für den) (?:buch)?handel|"
    r"diffusion (?:restreinte|limitée)|confidentiel|accès (?:restreint|limité)|communication (?:soumise|réservée)|"
    r"riservat[oa]\b|difusión (?:restringida|limitada)|"
    r"restricted|confidential|classified\b|internal use|official use|not for (?:public|distribution)|"
    r"limited (?:distribution|access|circulation)|closed ?access|embargoed",
    re.IGNORECASE,
)
_HARMLESS = re.compile(
    r"(?:[\W\d_]|br\.?|rel\.?|cart\.?|pbk|hbk|[ph]b|bound|sewn|loose-leaf|[\w]+back|hardcover|"
    r"в (?:пер|обл)\w*|перепл[её]те?|обложке?|тираж|экз\w*|цена|бесплатно|руб|коп|[рк]\b|"
    r"精装|平装|线装|精裝|平裝|散页装|装订|全国发行|国内外发行|公开发行|有售|元|cny|usd|eur|gratuit|gratis|free)*",
    re.IGNORECASE,
)
_AUDIENCE = re.compile(
    r"(?:本书)?(?:适用于|适合|适于|供|读者对象|可供)|"
    r"для (?:студ|спец|препод|учащ|школ|дет|науч|инж|шир|всех|чит|аспир|врач)|"
    r"(?:à partir|dès|niveau|public|pour)\b|(?:for|intended|suitable|ages?|grades?)\b|(?:für|ab)\b|\d+\+?$",
    re.IGNORECASE,
)


def restricts(text: str) -> bool:
    """Whether a note says, in one of the languages known here, that not everybody may have the publication."""
    return _RESTRICTS.search(text) is not None


def restrictions_of_unimarc(record: Record) -> list[str]:
    """The text of every note that limits, or may limit, who has the publication; an empty one counts too."""
    found = [_text(field) for field in record.fields(*_LIMITING) if _limits(field)]
    return found + [text for field in record.fields(*_NOTES) if restricts(text := _text(field))]


def _limits(field: Field) -> bool:
    text = _text(field)
    if restricts(text) or field.tag == "371" or not text:
        return True
    return not (_AUDIENCE.match(text) if field.tag == "333" else _HARMLESS.fullmatch(text))


def _text(field: Field) -> str:
    """The field's text; of 010 only what qualifies the number ($b)."""
    return " ".join(field.all("b" if field.tag == "010" else _NOTE_CODES))
