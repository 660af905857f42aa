import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal.bag import read_manifest, write_manifest, write_tag_manifest
from verbale.engines.seal.errors import BadContents, BadPath, NotAPouch
from verbale.kernel.canonical import digest

A, B = digest(b"a"), digest(b"b")


def test_a_manifest_is_what_sha256sum_writes_sorted_by_path():
    written = write_manifest([("b/c", B), ("a", A)])

    assert written == f"{A}  data/a\n{B}  data/b/c\n".encode()
    assert list(read_manifest(written).items()) == [("a", A), ("b/c", B)]


def test_an_empty_bag_is_refused():
    with pytest.raises(BadContents):
        write_manifest([])


@pytest.mark.parametrize("paths", [["a", "a"], ["a", "A"], ["a", "a/b"]])
def test_paths_that_clash_are_refused(paths):
    with pytest.raises(BadPath):
        write_manifest((path, A) for path in paths)


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "\n",
        f"{A}  data/a",
        f"{A} *data/a\n",
        f"{A}  a\n",
        f"{A}  data/../a\n",
        f"{A}  data//a\n",
        f"{A}  data/\n",
        f"{A.upper()}  data/a\n",
        f"{A[:-1]}  data/a\n",
        f"{A}  data/a\r\n",
        f"{A}  data/a\n\n",
        f"{A}  data/b\n{A}  data/a\n",
        f"{A}  data/a\n{A}  data/a\n",
        f"{A}  data/a\n{A}  data/A\n",
        f"{A}  data/a\n{A}  data/a/b\n",
        f"{A}  data/\udcff\n",
    ],
)
def test_any_other_spelling_is_refused(manifest):
    with pytest.raises(NotAPouch):
        read_manifest(manifest.encode(errors="surrogateescape"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    with pytest.raises(NotAPouch):
        read_manifest(data)


def test_the_tag_manifest_covers_every_tag_file_but_itself():
    names = ["pouch.json", "pouch.json.sig", "bagit.txt", "manifest-sha256.txt"]

    written = write_tag_manifest({name: name.encode() for name in [*names, "tagmanifest-sha256.txt"]})

    assert written == "".join(f"{digest(name.encode())}  {name}\n" for name in names).encode()
