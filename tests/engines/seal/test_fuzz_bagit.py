"""Whatever stands in a bag's tag files, the check of it ends with a report or a refusal in words."""

import hashlib
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.mutations import REFUSED, mutated, outcome
from verbale.engines.seal import Limits, check_bag

RIGHT = {
    "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
    "bag-info.txt": b"Source-Organization: Archive of the Alps\r\n of the east\nPayload-Oxum: 3.2\n",
    "manifest-md5.txt": b"c4ca4238a0b923820dcc509a6f75849b  data/a\n9bf31c7ff062936a96d3c8bd1f8f2ff3 *data/b c/15\n",
    "fetch.txt": b"https://example.org/a 1 data/a\nhttps://example.org/b - data/b c/15\n",
    "data/a": b"1",
    "data/b c/15": b"15",
}
RIGHT["tagmanifest-md5.txt"] = b"".join(
    f"{hashlib.md5(data).hexdigest()}  {name}\n".encode() for name, data in RIGHT.items() if "/" not in name
)
TOKENS = [
    b"\n", b"\r", b": ", b"  ", b"../", b"./", b"~", b"*", b"%0A", b"%25", b"%", b"\\", b"\0", b"\xff\xfe",
    b"\xef\xbb\xbf", b"0.97", b"1.0", b"UTF-16", b"UTF-7", b"idna", b"punycode", b"zip", b"hz", b"9" * 30,
    b"iso2022_jp", b"Payload-Oxum: ", "٣".encode(), "\u2028".encode(), b"A" * 9000, b"\x1b$B",
]  # fmt: skip


def checked(files: dict[str, bytes]) -> object:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return outcome(check_bag, Path(folder), Limits(files=50))


def test_the_bag_is_right_before_it_is_damaged():
    assert checked(RIGHT).valid


@given(st.data())
def test_tag_files(data):
    names = data.draw(
        st.sets(st.sampled_from([name for name in RIGHT if "/" not in name]), min_size=1, max_size=2), "names"
    )
    damaged = {name: data.draw(mutated(RIGHT[name], TOKENS) | st.binary(max_size=200), name) for name in names}
    report = checked(RIGHT | damaged)

    assert report is REFUSED or all(finding.sentence().encode() for finding in report.findings)
    assert report is REFUSED or report.complete or not report.valid
    protected = damaged.items() - RIGHT.items() and "tagmanifest-md5.txt" not in damaged
    assert report is REFUSED or not (protected and report.valid)


@given(
    st.sampled_from(["UTF-16", "UTF-32", "GB18030", "HZ", "ISO-2022-JP", "Big5", "Shift_JIS", "UTF-7", "cp1252"]),
    st.data(),
)
def test_tag_files_in_any_encoding(encoding, data):
    declared = RIGHT["bagit.txt"].replace(b"UTF-8", encoding.encode())
    names = ("bag-info.txt", "manifest-md5.txt", "fetch.txt", "tagmanifest-md5.txt")
    written = {name: RIGHT[name].decode().encode(encoding) for name in names}
    damaged = {name: data.draw(mutated(each, TOKENS), name) for name, each in written.items()}

    checked(RIGHT | damaged | {"bagit.txt": declared})


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=30),
        st.binary(max_size=5),
        max_size=4,
    )
)
def test_files_of_any_name(payload):
    files = {f"data/{name}": data for name, data in payload.items() if name not in (".", "..")}
    written = {name: name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D") for name in files}
    manifest = "".join(f"{hashlib.sha256(data).hexdigest()}  {written[name]}\n" for name, data in files.items())
    report = checked({"bagit.txt": RIGHT["bagit.txt"], "manifest-sha256.txt": manifest.encode(), "data/x": b""} | files)

    # What is no name on some other system is refused even where it is one here.
    refused = {finding.kind for finding in report.errors} - {"bad path", "unlisted"}
    assert not refused
