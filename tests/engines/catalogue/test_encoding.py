"""The encoding of a record is told by its letters, whatever its leader says."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pymarc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.catalogue.build import MARC, field, imported, marc
from verbale.engines.catalogue import Fault, Record, describe, read_records
from verbale.engines.catalogue.encoding import UNDECLARED
from verbale.engines.catalogue.iso2709 import read_iso2709
from verbale.engines.catalogue.window import Window

RUSSIAN = (
    "Гидрология суши", "Реки и озёра", "ЖУРНАЛ ТЕХНИЧЕСКОЙ ФИЗИКИ", "Физика твёрдого тела", "Лёд", "Съезд", "АН СССР",
    "Иванов И. И.", "Труды института", "О строении вещества", "«Наука и жизнь»", "Стандартизация измерений",
    "Эхо", "Щит", "Объём", "Юг", "Курс общей химии", "Известия", "Сборник статей",
)  # fmt: skip
CHINESE = (
    "激光测量技术", "水文学", "中国发展报告", "鲁迅全集", "計算機科學", "北京", "红楼梦研究", "李淑贞", "电子学报",
    "标准化手册", "农业经济问题", "图书馆学", "材料规则", "臺灣地質", "天文年历",
)  # fmt: skip
KOREAN = (
    "조선왕조실록",
    "한국의 역사",
    "김철수",
    "서울대학교 출판부",
    "수문학",
    "전자공학회지",
    "표준화 편람",
    "물",
    "통계 연보",
)
SAID = {"koi8-r": RUSSIAN, "cp1251": RUSSIAN, "cp866": RUSSIAN, "gb18030": CHINESE, "euc-kr": KOREAN}
CODECS = {"euc-kr": "cp949"}


def encoded(title: str, encoding: str, *, said: str = "a", more: str = "", scheme: str = "marc21") -> bytes:
    """A record in an encoding, whose leader says another."""
    texts = ["a" + title, *(["c" + more] if more else [])]
    fields = [field("245", "10", *texts)]
    if scheme == "kormarc":
        fields.append(field("056", "  ", "a813.6"))
    if scheme in ("unimarc", "cnmarc"):
        fields = [field("200", "1 ", *texts[:1], *("f" + text[1:] for text in texts[1:])), field("100", "  ", CODED)]
        fields += [field("690", "  ", "aP33")] if scheme == "cnmarc" else []
    return recoded(marc(*fields, title=""), encoding, said)


CODED = "a20020204d1963    ||||0rusy01########ca"


def recoded(raw: bytes, encoding: str, said: str) -> bytes:
    """A record of UTF-8 with every field in another encoding, and directory and lengths that fit."""
    base = int(raw[12:17])
    codec = CODECS.get(encoding, encoding)
    fields = [value.decode().encode(codec) + b"\x1e" for value in raw[base:-2].split(b"\x1e")]
    entries, at = b"", 0
    for number, value in enumerate(fields):
        entries += raw[24 + 12 * number :][:3] + b"%04d%05d" % (len(value), at)
        at += len(value)
    size = 24 + len(entries) + 1 + at + 1
    leader = b"%05d" % size + raw[5:9] + said.encode() + raw[10:24]
    return leader + entries + b"\x1e" + b"".join(fields) + b"\x1d"


def read(data: bytes) -> list[Record | Fault]:
    return list(read_records(BytesIO(data), name="source"))


def told(data: bytes) -> list[tuple[str, str]]:
    """Encoding and title of every record."""
    return [(one.encoding, describe(one).title) if isinstance(one, Record) else ("", one.fault) for one in read(data)]


LEAST = {"cp866": 4}
CASES = [(encoding, text) for encoding, texts in SAID.items() for text in texts if len(text) >= LEAST.get(encoding, 3)]


@pytest.mark.parametrize("said", ["a", " "])
@pytest.mark.parametrize(("encoding", "text"), CASES)
def test_one_short_text_is_enough(encoding: str, text: str, said: str) -> None:
    try:
        raw = encoded(text, encoding, said=said)
    except UnicodeEncodeError:
        pytest.skip("this text cannot be written so")
    assert told(raw) == [(encoding, text)]


@pytest.mark.parametrize(
    ("scheme", "encoding", "text"),
    [
        ("unimarc", "koi8-r", "Лёд"),
        ("cnmarc", "gb18030", "镕基"),
        ("kormarc", "euc-kr", "韓國史"),
        ("kormarc", "euc-kr", "뷁 소리"),
        ("kormarc", "euc-kr", "똠방각하"),
    ],
)
def test_the_scheme_helps(scheme: str, encoding: str, text: str) -> None:
    assert told(encoded(text, encoding, scheme=scheme)) == [(encoding, text)]


def test_an_edition_tells_the_encoding(tmp_path: Path) -> None:
    some = [encoded(text, "koi8-r") for text in RUSSIAN if "«" not in text]
    data = b"".join([marc(title="Plain"), *some, marc(title="激光")])
    told = [row["encoding"] for row in imported(tmp_path / "e", data).rows(["encoding"])]
    assert told == ["utf-8", *["koi8-r"] * len(some), "utf-8"]


@pytest.mark.parametrize(("number", "encoding"), [("79", "cp866"), ("89", "cp1251"), ("99", "koi8-r")])
def test_unimarc_says_it_in_100(number: str, encoding: str) -> None:
    coded = field("100", "  ", f"a20020204d1963    ||||0rusy01{number}####ca")
    raw = recoded(marc(field("200", "1 ", "aЮ №"[:2]), coded, title=""), encoding, " ")
    (one,) = read(raw)
    assert isinstance(one, Record)
    assert (one.encoding, describe(one).title, one.remarks) == (encoding, "Ю", ())


def test_what_the_file_is_mostly_in_decides_for_a_record_with_few_letters() -> None:
    full = [encoded(text, "koi8-r") for text in RUSSIAN if "«" not in text]
    weak = encoded("Ёж", "koi8-r")
    assert told(weak) != [("koi8-r", "Ёж")]
    assert ("koi8-r", "Ёж") in told(weak + b"".join(full))
    assert ("koi8-r", "Ёж") in told(b"".join(full) + weak)


def test_utf_8_is_utf_8_whatever_is_said() -> None:
    (one,) = read(recoded(marc(title="水文学 Лёд"), "utf-8", " "))
    assert isinstance(one, Record)
    assert (one.encoding, one.remarks) == ("utf-8", (UNDECLARED,))


def test_a_wrong_declaration_is_remarked() -> None:
    (one,) = read(encoded("Гидрология суши", "cp1251"))
    assert isinstance(one, Record)
    assert one.remarks == ("encoding: it is cp1251 and declares utf-8",)


def test_a_file_of_many_encodings_is_read_record_by_record() -> None:
    parts = [encoded(text, encoding) for encoding, text in CASES if encoding not in ("cp866",) and "«" not in text]
    wanted = [(encoding, text) for encoding, text in CASES if encoding not in ("cp866",) and "«" not in text]
    found = told(b"".join(parts))
    assert len([pair for pair, want in zip(found, wanted, strict=True) if pair == want]) >= 0.97 * len(wanted)


SPOILED = {
    "UTF-8 with a byte too many": marc(title="水文学与水资源").replace("资".encode(), b"\xe8\xb5"),
    "no letters of any": encoded("x", "utf-8").replace(b"x", b"\xff"),
    "bytes of no alphabet": encoded("xyzxyzxy", "utf-8").replace(b"xyzxyzxy", b"\x81\xb0\x98\xb1\x8d\xb2\x90\xd0"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_what_is_likely_in_no_encoding_is_a_fault(name: str) -> None:
    raw = SPOILED[name]
    assert all(isinstance(one, Fault) for one in read(raw))


@pytest.mark.parametrize("text", ["Müllers Bücher über Hydrologie", "L'été à la française", "Ångström och Öresund"])
def test_western_letters_of_one_byte(text: str) -> None:
    assert told(encoded(text, "cp1252", said="a")) == [("cp1252", text)]


def test_marc_8_with_marks_and_another_alphabet() -> None:
    latin = encoded("x", "utf-8", said=" ").replace(b"\x1fax", b"\x1fa\xe8uber K\xe8alte \xe2et\xe2e")
    latin = b"%05d" % len(latin) + latin[5:]
    assert told(latin)[0] == ("marc-8", "über Kälte été")
    escaped = marc(title="X").replace(b"\x1faX", b"\x1fa\x1b(NgKDR\x1b(B")
    escaped = b"%05d" % len(escaped) + escaped[5:9] + b" " + escaped[10:]
    ((encoding, title),) = told(escaped)
    assert (encoding, title.isascii()) == ("marc-8", False)


WESTERN = ("Grundwasser / Müller, Jürgen", "Größe und Maß", "Hermès, André", "Le cœur et la sœur", "Ødegård, Åse")


@pytest.mark.parametrize("text", WESTERN)
def test_what_marc_8_does_not_define_is_not_marc_8(text: str) -> None:
    (one,) = read(encoded(text, "cp1252", said=" "))
    assert isinstance(one, Record)
    title = describe(one).title
    assert (title, one.encoding, one.remarks) == (text, "cp1252", ("encoding: it is cp1252 and declares marc-8",))


@pytest.mark.parametrize("spoiled", [b"\x1b(NgKDR\x1b(B \xff", b"\xe8uber \xff\x81\xb0\x98\xb1"])
def test_letters_that_no_encoding_has_are_a_fault_and_not_dropped(spoiled: bytes) -> None:
    raw = encoded("x", "utf-8", said=" ").replace(b"\x1fax", b"\x1fa" + spoiled)
    assert [type(one) for one in read(raw)] == [Fault]


def test_iso_5426_of_unimarc() -> None:
    raw = marc(field("200", "1 ", "aX"), field("100", "  ", "a19961119d1996    ||||0frey0103####ba"), title="")
    raw = raw[:9] + b" " + raw[10:]
    raw = raw.replace(b"\x1faX", b"\x1faL'\xc2et\xc2e \xea\x88\xc8u\x89\xfb")
    (one,) = read(raw)
    assert isinstance(one, Record)
    assert (one.encoding, describe(one).title) == ("iso-5426", "L'été Œüß")


@st.composite
def records(draw: st.DrawFn) -> tuple[str, str, str]:
    """An encoding, a title of a few words and a name, of texts in its language."""
    encoding = draw(st.sampled_from(sorted(SAID)))
    texts = [text for text in SAID[encoding] if "«" not in text and len(text) > 2]
    title = " ".join(draw(st.lists(st.sampled_from(texts), min_size=2, max_size=5)))
    return encoding, title, draw(st.sampled_from(texts))


@given(records(), st.sampled_from("a #z"))
def test_what_was_written_is_read(record: tuple[str, str, str], said: str) -> None:
    encoding, title, name = record
    (one,) = read(encoded(title, encoding, said=said, more=name))
    assert isinstance(one, Record)
    assert (one.encoding, describe(one).title, describe(one).responsibility) == (encoding, title, name)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_a_fault(noise: bytes) -> None:
    raw = marc(title="X").replace(b"X\x1e\x1d", noise.translate(None, b"\x1d\x1e") + b"\x1e\x1d")
    read(raw)


@pytest.mark.shared
@pytest.mark.skipif(not MARC.is_dir(), reason="the real inputs are not here")
@pytest.mark.parametrize(
    ("encoding", "letters"),
    [("koi8-r", "[а-яА-Я]"), ("cp1251", "[а-яА-Я]"), ("cp866", "[а-яА-Я]"), ("gb18030", "[一-龥]")],
)
@pytest.mark.parametrize("said", ["a", " "])
def test_real_records_written_anew_in_another_encoding(encoding: str, letters: str, said: str) -> None:
    """Each record alone; a real record with letters of other languages may not be writable so, and is left out."""
    tried = 0
    for one in real(letters):
        try:
            raw = recoded(written(one), encoding, said)
        except UnicodeEncodeError:
            continue
        tried += 1
        (again,) = read_iso2709(Window(BytesIO(raw)))
        assert isinstance(again, Record)
        assert (again.encoding, dict(again.content)) == (encoding, dict(one.content))
    assert tried > 20


@cache
def real(letters: str) -> list[Record]:
    """The real records most of whose letters beyond ASCII are these."""
    found = []
    for name in ("corpus.mrc", "thousand-raw.mrc", "cnmarc.xml", "marcxml.xml"):
        with (MARC / name).open("rb") as stream:
            for one in read_records(stream, name=name):
                text = "" if isinstance(one, Fault) else text_of(one)
                if len(re.findall(letters, text)) * 2 > len(re.findall(r"[^\x00-\x7f]", text)) and "\x1b" not in text:
                    assert isinstance(one, Record)
                    found.append(one)
    return found


def text_of(record: Record) -> str:
    return b" ".join(value for values in record.content.values() for value in values).decode()


def written(record: Record) -> bytes:
    """In ISO 2709 and UTF-8, with the fields in the order of their tags' first."""
    made = pymarc.Record(force_utf8=True, leader=record.leader)
    for tag, values in record.content.items():
        for value in values:
            if tag < "010":
                made.add_field(pymarc.Field(tag, data=value.decode()))
            else:
                made.add_field(RawField(tag, value))
    return bytes(made.as_marc())


class RawField(pymarc.Field):
    """A field whose bytes are known."""

    def __init__(self, tag: str, value: bytes) -> None:
        super().__init__(tag, indicators=pymarc.Indicators(" ", " "), subfields=[])
        self.whole = value

    def as_marc(self, encoding: str = "utf-8") -> bytes:
        return self.whole + b"\x1e"
