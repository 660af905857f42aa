import hashlib
import os
import tracemalloc
import unicodedata
from pathlib import Path

import pytest

from tests.shared import SHARED
from verbale.engines.seal import Limits, NotAFolder, TooLarge, check_bag
from verbale.engines.seal import bag as ours
from verbale.engines.seal.bagit_files import ALGORITHMS, look_into
from verbale.engines.seal.bagit_report import SENTENCES, Finding, Kind
from verbale.kernel.canonical import digest

SUITE = SHARED / "data" / "bagit"
VALID = {"valid": True, "warning": True, "invalid": False, "linux-only": False}
"""By folder of the suite; its ``linux-only`` cases name paths out of the bag, as only Linux reads them."""
CASES = [
    pytest.param(case, id="/".join(case.parts[-3:])) for case in sorted(SUITE.glob("v*/*/*/")) if case.is_dir()
] or [pytest.param(None, marks=pytest.mark.skip(reason="needs the conformance suite in ../shared"))]

DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
OLD = DECLARED.replace(b"1.0", b"0.97")


def bag(
    folder: Path, payload: dict[str, bytes], *, declared: bytes = DECLARED, algorithms=("sha512",), **changed
) -> Path:
    """A right bag over the payload; ``changed`` are tag files by name (dots and dashes as underscores), None: none."""
    tags = {"bagit.txt": declared}
    for algorithm in algorithms:
        tags[f"manifest-{algorithm}.txt"] = b"".join(
            line(algorithm, data, f"data/{path}") for path, data in payload.items()
        )
    tags |= {name.replace("__", "-").replace("_txt", ".txt"): data for name, data in changed.items()}
    tags = {name: data for name, data in tags.items() if data is not None}
    for algorithm in algorithms:
        name = f"tagmanifest-{algorithm}.txt"
        tags.setdefault(name, b"".join(line(algorithm, tags[tag], tag) for tag in tags if not tag.startswith("tag")))
    (folder / "data").mkdir(parents=True)
    for path, data in tags.items() | {(f"data/{path}", data) for path, data in payload.items()}:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def line(algorithm: str, data: bytes, path: str) -> bytes:
    return f"{hashlib.new(algorithm, data).hexdigest()}  {path}\n".encode()


def found(folder: Path) -> list[tuple]:
    return [(each.kind, each.file, each.what, each.line) for each in check_bag(folder).findings]


@pytest.mark.parametrize("case", CASES)
def test_the_conformance_suite_comes_out_as_its_folders_say(case):
    report = check_bag(case)

    assert report.valid == VALID[case.parent.name]
    assert bool(report.warnings) or case.parent.name != "warning"


def test_a_bag_of_ours_is_valid(tmp_path):
    opened = tmp_path / "opened"
    (opened / "data/order").mkdir(parents=True)
    manifest = ours.write_manifest([("order/1.json", digest(b"{}")), ("报告", digest(b"x"))])
    tags = {ours.ENVELOPE: b"{}", ours.SIGNATURE: b"", ours.DECLARATION: ours.BAGIT, ours.MANIFEST: manifest}
    tags[ours.TAG_MANIFEST] = ours.write_tag_manifest(tags)
    for name, data in tags.items():
        (opened / name).write_bytes(data)
    (opened / "data/order/1.json").write_bytes(b"{}")
    (opened / "data/报告").write_bytes(b"x")
    report = check_bag(opened)

    assert (report.version, report.encoding, report.algorithms) == ("1.0", "UTF-8", ("sha256",))
    assert (report.files, report.size, report.findings) == (2, 3, ())
    assert report.valid
    assert report.complete


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
@pytest.mark.parametrize("declared", [DECLARED, OLD])
def test_every_usual_checksum_is_computed(tmp_path, algorithm, declared):
    folder = bag(tmp_path / "bag", {"a": b"1", "b/c d": b"2"}, algorithms=[algorithm], declared=declared)
    assert check_bag(folder).valid
    (folder / "data/a").write_bytes(b"3")

    report = check_bag(folder)
    assert list(report.errors) == [Finding(Kind.CHANGED, f"manifest-{algorithm}.txt", "data/a")]
    assert report.complete
    assert not report.valid


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_each_named_checksum_has_its_length(tmp_path, name):
    (tmp_path / "x").write_bytes(b"x")

    assert len(look_into(tmp_path, Limits()).checksums("x", [name])[name]) == 2 * ALGORITHMS[name]


def test_a_checksum_in_capitals_is_the_same(tmp_path):
    manifest = line("sha512", b"1", "data/a").replace(b"data/a", b"").upper().rstrip() + b"\tdata/a\r\n"
    assert found(bag(tmp_path / "bag", {"a": b"1"}, manifest__sha512_txt=manifest)) == []


def test_all_faults_are_told_at_once(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1", "b": b"2", "c": b"3"})
    (folder / "data/a").write_bytes(b"x")
    (folder / "data/b").unlink()
    (folder / "data/d").write_bytes(b"")

    assert found(folder) == [
        (Kind.UNLISTED, "manifest-sha512.txt", "data/d", 0),
        (Kind.MISSING, "manifest-sha512.txt", "data/b", 0),
        (Kind.CHANGED, "manifest-sha512.txt", "data/a", 0),
    ]


def test_every_manifest_lists_every_file_since_1_0(tmp_path):
    parted = {
        "manifest__sha256_txt": line("sha256", b"1", "data/a"),
        "manifest__sha512_txt": line("sha512", b"2", "data/b"),
    }
    facts = {"payload": {"a": b"1", "b": b"2"}, "algorithms": ("sha256", "sha512"), **parted}

    assert found(bag(tmp_path / "old", declared=OLD, **facts)) == []
    assert found(bag(tmp_path / "new", **facts)) == [
        (Kind.UNLISTED, "manifest-sha256.txt", "data/b", 0),
        (Kind.UNLISTED, "manifest-sha512.txt", "data/a", 0),
    ]


def test_an_empty_folder_lacks_everything(tmp_path):
    assert found(tmp_path) == [
        (Kind.MISSING_ELEMENT, "bagit.txt", "", 0),
        (Kind.MISSING_ELEMENT, "data/", "", 0),
        (Kind.MISSING_ELEMENT, "manifest-….txt", "", 0),
    ]


def test_a_payload_of_nothing_is_a_bag(tmp_path):
    assert found(bag(tmp_path / "bag", {}, bag__info_txt=b"Payload-Oxum: 0.0\n")) == []


@pytest.mark.parametrize(
    ("declared", "kind"),
    [
        (b"", Kind.NOT_DECLARED),
        (b"BagIt-Version: 1.0\n", Kind.NOT_DECLARED),
        (DECLARED + b"More: x\n", Kind.NOT_DECLARED),
        (DECLARED.replace(b": 1", b":  1"), Kind.NOT_DECLARED),
        (DECLARED.replace(b"1.0", "１.0".encode()), Kind.NOT_DECLARED),
        (b"\xff\xfe" + DECLARED.decode().encode("utf-16-le"), Kind.BOM),
        (DECLARED.replace(b"1.0", b"1.1"), Kind.VERSION),
        (DECLARED.replace(b"UTF-8", b"zip"), Kind.ENCODING),
        (DECLARED.replace(b"UTF-8", b"unicode_escape"), Kind.ENCODING),
        (DECLARED.replace(b"UTF-8", b"../x"), Kind.ENCODING),
        (DECLARED.replace(b"UTF-8", b"x" * 9000), Kind.ENCODING),
    ],
)
def test_a_declaration_that_is_none(tmp_path, declared, kind):
    assert kind in [each.kind for each in check_bag(bag(tmp_path / "bag", {"a": b"1"}, declared=declared)).errors]


@pytest.mark.parametrize("encoding", ["UTF-16", "GB18030", "Big5", "KOI8-R", "ISO-8859-5", "windows-1251", "Shift_JIS"])
def test_tag_files_in_the_declared_encoding(tmp_path, encoding):
    name = "д.txt" if encoding in ("KOI8-R", "ISO-8859-5", "windows-1251") else "一.txt"
    manifest = line("sha512", b"1", f"data/{name}").decode().encode(encoding)
    info = "Payload-Oxum: 1.1\n".encode(encoding)
    declared = DECLARED.replace(b"UTF-8", encoding.encode())
    folder = tmp_path / "bag"
    bag(
        folder,
        {name: b"1"},
        declared=declared,
        manifest__sha512_txt=manifest,
        bag__info_txt=info,
        tagmanifest__sha512_txt="".encode(encoding),
    )

    assert check_bag(folder).errors == ()


def test_a_tag_file_that_is_not_in_its_encoding(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1"}, manifest__sha512_txt=b"\xff\n")

    assert (Kind.UNDECODABLE, "manifest-sha512.txt", "utf-8", 0) in found(folder)


@pytest.mark.parametrize(
    "path",
    ["/etc/hosts", "../a", "data/../../a", "data/../bagit.txt", "data//a", "data/./a", "~/a", "~root/a", "C:/a",
     "data/..\\..\\a", "data/", "bagit.txt", "data/a\0b", "..", "././data/a"],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(tmp_path, path):
    added = line("sha512", b"1", "data/a") + line("sha512", b"1", path)
    folder = bag(tmp_path / "bag", {"a": b"1"}, manifest__sha512_txt=added)

    assert found(folder) == [(Kind.BAD_PATH, "manifest-sha512.txt", Finding(Kind.BAD_PATH, "", path).what, 2)]


@pytest.mark.parametrize("path", ["data/a", "../x", "/x", "~x", "C:\\x"])
def test_a_tag_manifest_lists_neither_payload_nor_what_lies_elsewhere(tmp_path, path):
    folder = bag(tmp_path / "bag", {"a": b"1"})
    with (folder / "tagmanifest-sha512.txt").open("ab") as out:
        out.write(line("sha512", b"1", path))

    assert found(folder) == [(Kind.BAD_PATH, "tagmanifest-sha512.txt", path, 3)]


@pytest.mark.parametrize("broken", [b"zz  data/a", b"abc  data/a", b"data/a", b"  data/a", b"ab" * 64, b"x" * 9000])
def test_a_line_that_is_none(tmp_path, broken):
    manifest = line("sha512", b"1", "data/a") + b"\n" + broken
    folder = bag(tmp_path / "bag", {"a": b"1"}, manifest__sha512_txt=manifest)

    assert found(folder) == [(Kind.BAD_LINE, "manifest-sha512.txt", broken.decode()[:200], 3)]


@pytest.mark.parametrize(
    ("written", "lies", "declared", "kinds"),
    [
        ("data/a%0Ab", "a\nb", DECLARED, []),
        ("data/a%0db", "a\rb", OLD, []),
        ("data/a%25b", "a%b", DECLARED, []),
        ("data/100%25%0A", "100%\n", DECLARED, []),
        ("data/a%2525", "a%25", DECLARED, []),
        ("data/a%25b", "a%25b", OLD, []),
        ("data/%7Ea", "%7Ea", OLD, []),
        ("data/%7Ea", "%7Ea", DECLARED, [Kind.PERCENT]),
        ("data/100%", "100%", DECLARED, [Kind.PERCENT]),
        ("./data/a", "a", DECLARED, [Kind.NEEDLESS_DOT]),
        ("*data/a", "a", DECLARED, [Kind.STAR]),
        ("data/a ", "a ", DECLARED, []),
        ("data/a\u2028b\x85", "a\u2028b\x85", DECLARED, []),
    ],
)
def test_how_a_path_is_written(tmp_path, written, lies, declared, kinds):
    manifest = line("sha512", b"1", written)
    folder = bag(tmp_path / "bag", {lies: b"1"}, declared=declared, manifest__sha512_txt=manifest)

    report = check_bag(folder)
    assert [each.kind for each in report.findings] == kinds
    assert report.valid


def test_names_that_some_computers_take_for_one(tmp_path):
    composed, parted = unicodedata.normalize("NFC", "ñ"), unicodedata.normalize("NFD", "ñ")
    folder = bag(tmp_path / "bag", {"A": b"1", "a": b"2", composed: b"3", parted: b"4"})

    assert found(folder) == [
        (Kind.ALIKE, "data/A", "data/a", 0),
        (Kind.ALIKE, f"data/{parted}", f"data/{composed}", 0),
    ]


def test_a_file_under_an_alike_name_must_hold_the_same(tmp_path):
    folder = bag(tmp_path / "bag", {"A": b"1", "b": b"2"})
    (folder / "data/A").rename(folder / "data/a")
    assert found(folder) == [(Kind.ONLY_ALIKE, "data/a", "data/A", 0)]
    (folder / "data/a").write_bytes(b"x")

    assert found(folder) == [(Kind.MISSING, "manifest-sha512.txt", "data/A", 0)]


def test_a_file_of_the_system_may_be_lost_before_1_0(tmp_path):
    facts = {"payload": {"a": b"1", ".DS_Store": b"22"}, "bag__info_txt": b"Payload-Oxum: 3.2\n"}
    for name, declared in (("old", OLD), ("new", DECLARED)):
        bag(tmp_path / name, declared=declared, **facts)
        (tmp_path / name / "data/.DS_Store").unlink()

    assert found(tmp_path / "old") == [(Kind.LOST_SYSTEM_FILE, "manifest-sha512.txt", "data/.DS_Store", 0)]
    assert found(tmp_path / "new") == [
        (Kind.MISSING, "manifest-sha512.txt", "data/.DS_Store", 0),
        (Kind.SUM, "bag-info.txt", "3.2", 0),
    ]


def fetch(*paths: str, length: str = "-") -> bytes:
    return "".join(f"https://example.org/x {length} {path}\n" for path in paths).encode()


def test_what_is_still_to_be_fetched_makes_a_bag_incomplete(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1", "b": b"2"}, fetch_txt=fetch("data/a", "data/b", length="1"))
    assert check_bag(folder).valid
    (folder / "data/b").unlink()

    report = check_bag(folder)
    assert report.findings == (Finding(Kind.TO_FETCH, "fetch.txt", "data/b"),)
    assert not report.complete


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (fetch("data/a", length="7"), (Kind.LENGTH, "fetch.txt", "data/a", 0)),
        (fetch("data/c"), (Kind.FETCH_UNLISTED, "manifest-sha512.txt", "data/c", 0)),
        (fetch("data/a", "data/a"), (Kind.TWICE, "fetch.txt", "data/a", 2)),
        (fetch("bagit.txt"), (Kind.BAD_PATH, "fetch.txt", "bagit.txt", 1)),
        (fetch("../a"), (Kind.BAD_PATH, "fetch.txt", "../a", 1)),
        (b"nowhere - data/a\n", (Kind.BAD_LINE, "fetch.txt", "nowhere - data/a", 1)),
        (b"https://x x data/a\n", (Kind.BAD_LINE, "fetch.txt", "https://x x data/a", 1)),
    ],
)
def test_a_list_to_fetch_that_does_not_fit(tmp_path, listed, expected):
    assert found(bag(tmp_path / "bag", {"a": b"1"}, fetch_txt=listed)) == [expected]


@pytest.mark.parametrize(
    ("info", "declared", "expected"),
    [
        (b"Payload-Oxum: 3.2\n", DECLARED, []),
        (b"payload-oxum:\t3.2\r\nNote: a\r\n  goes on\r\nNote: b", DECLARED, []),
        (b"Note: 1\n Payload-Oxum: 9.9\n", DECLARED, []),
        (b"Note:\n", DECLARED, []),
        (b"Payload-Oxum: 3.3\n", DECLARED, [(Kind.SUM, "bag-info.txt", "3.3", 0)]),
        (b"Payload-Oxum: 4.2\n", OLD, [(Kind.SUM, "bag-info.txt", "4.2", 0)]),
        (b"Payload-Oxum: 3.2\nPAYLOAD-OXUM: 3.2\n", DECLARED, [(Kind.REPEATED, "bag-info.txt", "PAYLOAD-OXUM", 2)]),
        (b"Payload-Oxum: many\n", DECLARED, [(Kind.BAD_LINE, "bag-info.txt", "Payload-Oxum: many", 1)]),
        (b"no colon\n", OLD, [(Kind.BAD_LINE, "bag-info.txt", "no colon", 1)]),
        (b": x\n", OLD, [(Kind.BAD_LINE, "bag-info.txt", ": x", 1)]),
        (b"Note : x\n", OLD, []),
        (b"Note : x\n", DECLARED, [(Kind.BAD_LINE, "bag-info.txt", "Note : x", 1)]),
        (b"Note:x\n", DECLARED, [(Kind.BAD_LINE, "bag-info.txt", "Note:x", 1)]),
        (b"\xef\xbb\xbfNote: x\n", DECLARED, [(Kind.SPARE_BOM, "bag-info.txt", "", 0)]),
    ],
)
def test_the_metadata(tmp_path, info, declared, expected):
    assert found(bag(tmp_path / "bag", {"a": b"1", "b": b"22"}, declared=declared, bag__info_txt=info)) == expected


def test_the_metadata_had_another_name_before_0_96(tmp_path):
    declared = DECLARED.replace(b"1.0", b"0.95")
    folder = bag(tmp_path / "bag", {"a": b"1"}, declared=declared, package__info_txt=b"Payload-Oxum: 2.1\n")

    assert found(folder) == [(Kind.SUM, "package-info.txt", "2.1", 0)]


def test_a_checksum_that_nobody_here_computes(tmp_path):
    manifest = b"abcd  data/a\n"
    facts = {"payload": {"a": b"1"}, "manifest__tiger_txt": manifest}
    assert found(bag(tmp_path / "both", **facts)) == [(Kind.SKIPPED, "manifest-tiger.txt", "", 0)]
    alone = check_bag(bag(tmp_path / "alone", algorithms=(), **facts))

    assert alone.findings == (Finding(Kind.UNCHECKED, "manifest-tiger.txt"),)
    assert (alone.complete, alone.valid) == (True, False)


def test_weak_checksums_alone_are_pointed_out_since_1_0(tmp_path):
    assert found(bag(tmp_path / "one", {"a": b"1"}, algorithms=("md5",))) == [(Kind.WEAK, "manifest-md5.txt", "", 0)]
    assert found(bag(tmp_path / "two", {"a": b"1"}, algorithms=("md5", "sha512"))) == []
    assert found(bag(tmp_path / "old", {"a": b"1"}, algorithms=("md5",), declared=OLD)) == []


def test_a_manifest_that_its_tag_manifest_leaves_out(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1"}, tagmanifest__sha512_txt=line("sha512", DECLARED, "bagit.txt"))

    assert found(folder) == [(Kind.UNPROTECTED, "tagmanifest-sha512.txt", "manifest-sha512.txt", 0)]


def test_links_and_pipes_are_not_followed(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1", "b": b"2", "c/d": b"3", "e": b"4"})
    for path, target in (("data/a", "/etc/hostname"), ("data/b", folder / "data/e"), ("manifest-md5.txt", "/dev/zero")):
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(target)
    (folder / "data/c/d").unlink()
    (folder / "data/c").rmdir()
    (folder / "data/c").symlink_to(tmp_path)
    os.mkfifo(folder / "data/pipe")

    links = ["data/a", "data/b", "data/c", "data/pipe", "manifest-md5.txt"]
    assert found(folder) == [(Kind.LINK, path, "", 0) for path in links]


@pytest.mark.parametrize("name", ["bagit.txt", "data", "manifest-sha512.txt"])
def test_a_link_in_the_place_of_an_element(tmp_path, name):
    folder = bag(tmp_path / "bag", {"a": b"1"})
    (folder / name).rename(tmp_path / "away")
    (folder / name).symlink_to(tmp_path / "away")

    report = check_bag(folder)
    assert Finding(Kind.LINK, name) in report.errors
    assert not report.complete


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser reads everything")
def test_what_may_not_be_read_is_told(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1", "b/c": b"2"})
    (folder / "data/a").chmod(0)
    (folder / "data/b").chmod(0)

    kinds = [each.kind for each in check_bag(folder).errors]
    (folder / "data/b").chmod(0o700)
    assert kinds == [Kind.UNREADABLE, Kind.UNREADABLE]


def test_a_file_exchanged_while_it_is_looked_at_is_not_read(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    folder = look_into(tmp_path, Limits())
    (tmp_path / "b").write_bytes(b"2")
    (tmp_path / "b").replace(tmp_path / "a")

    with pytest.raises(OSError, match="changed"):
        folder.checksums("a", ["md5"])


def test_a_name_that_is_no_text_is_shown_all_the_same(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1"})
    os.close(os.open(os.fsencode(folder) + b"/data/\xff", os.O_CREAT))

    assert found(folder) == [(Kind.UNLISTED, "manifest-sha512.txt", "data/\\udcff", 0)]


@pytest.mark.parametrize(
    "limits", [Limits(files=2), Limits(file_size=3), Limits(total_size=100), Limits(manifest_size=60)]
)
def test_a_bag_beyond_the_limits_is_not_looked_through(tmp_path, limits):
    folder = bag(tmp_path / "bag", {"a": b"1234"})

    with pytest.raises(TooLarge):
        check_bag(folder, limits)


def test_a_manifest_of_many_lines_or_many_manifests_are_beyond_the_limits(tmp_path):
    folder = bag(tmp_path / "lines", {"a": b"1"}, manifest__sha512_txt=b"x\n" * 30)
    with pytest.raises(TooLarge):
        check_bag(folder, Limits(files=20))
    for number in range(40):
        (tmp_path / f"manifest-{number}.txt").write_bytes(b"")

    with pytest.raises(TooLarge):
        check_bag(tmp_path)


def test_no_folder_is_no_bag(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for path in (tmp_path / "none", tmp_path / "file"):
        with pytest.raises(NotAFolder):
            check_bag(path)


def test_a_large_file_takes_little_memory(tmp_path):
    folder = bag(tmp_path / "bag", {"a": b"1"})
    with (folder / "data/large").open("wb") as out:
        out.truncate(48 << 20)
    with (folder / "manifest-sha512.txt").open("ab") as out:
        out.write(b"00" * 64 + b"  data/large\n")
    tracemalloc.start()
    report = check_bag(folder)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert Finding(Kind.CHANGED, "manifest-sha512.txt", "data/large") in report.errors
    assert peak < 8 << 20


def test_each_finding_has_its_sentence():
    assert list(SENTENCES) == list(Kind)
    assert (
        Finding(Kind.BAD_LINE, "a.txt", "{what}", 3).sentence() == "Line 3 of “a.txt” cannot be understood: “{what}”."
    )
    assert Finding(Kind.BOM, "a.txt").sentence(lambda _: "{file}：字节顺序标记") == "a.txt：字节顺序标记"
