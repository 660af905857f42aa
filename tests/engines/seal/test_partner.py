"""A partner without Verbale opens a pouch with age, tar, sha256sum and ssh-keygen, and makes sure of the envelope."""

import json
import shutil
import subprocess

import pytest

from tests.engines.seal.pouches import CONTENTS, LAID, OURS, STRANGER, THEIRS, plain, sealed

POUCH = sealed()


def needs(tool, package):
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} (Debian package {package}) is missing")


def run(command, folder):
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.fixture(params=[THEIRS, OURS], ids=["the recipient", "the sender"])
def keys(request):
    return request.param


@pytest.fixture
def folder(tmp_path, keys):
    (tmp_path / "identity.txt").write_text(f"{keys.identity}\n")
    (tmp_path / "allowed_signers").write_text(f"DD {OURS.public.signing}\n")
    (tmp_path / "1.pouch").write_bytes(POUCH)
    return tmp_path


def check(folder):
    assert run("tar -xf pouch.tar", folder)[0] == 0
    assert {path.name for path in folder.iterdir()} >= {"pouch"}
    bag = folder / "pouch"
    assert run("sha256sum --strict -c manifest-sha256.txt tagmanifest-sha256.txt", bag)[0] == 0
    assert {path: (bag / "data" / path).read_bytes() for path in LAID} == LAID
    assert sum(path.is_file() for path in (bag / "data").rglob("*")) == len(LAID)
    verify = "ssh-keygen -Y verify -f ../allowed_signers -I DD -n verbale-pouch -s pouch.json.sig < pouch.json"
    assert run(verify, bag)[0] == 0
    signed = json.loads((bag / "pouch.json").read_text())["manifest"]
    assert run("sha256sum manifest-sha256.txt", bag) == (0, f"{signed}  manifest-sha256.txt\n")
    (folder / "allowed_signers").write_text(f"DD {STRANGER.public.signing}\n")
    assert run(verify, bag)[0] != 0


@needs("age", "age")
@needs("ssh-keygen", "openssh-client")
def test_with_age_tar_sha256sum_and_ssh_keygen(folder):
    assert run("age -d -i identity.txt 1.pouch > pouch.tar", folder)[0] == 0

    check(folder)


@needs("ssh-keygen", "openssh-client")
def test_with_another_implementation_of_age(folder, keys):
    (folder / "pouch.tar").write_bytes(plain(POUCH, keys))

    check(folder)


@needs("age", "age")
def test_a_third_does_not_decrypt_it(folder):
    (folder / "identity.txt").write_text(f"{STRANGER.identity}\n")

    assert run("age -d -i identity.txt 1.pouch > pouch.tar", folder) == (1, "")


@needs("age", "age")
def test_a_changed_pouch_does_not_decrypt(folder):
    (folder / "1.pouch").write_bytes(POUCH[:-1] + bytes([POUCH[-1] ^ 1]))

    assert run("age -d -i identity.txt 1.pouch > pouch.tar", folder)[0] != 0


def test_a_whole_bag_is_what_rfc_8493_asks_for(folder, keys):
    (folder / "pouch.tar").write_bytes(plain(POUCH, keys))
    assert run("tar -xf pouch.tar", folder)[0] == 0
    bag = folder / "pouch"

    assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert {path.name for path in bag.iterdir()} == {
        "bagit.txt",
        "data",
        "manifest-sha256.txt",
        "pouch.json",
        "pouch.json.sig",
        "tagmanifest-sha256.txt",
    }
    listed = [line.split("  ")[1] for line in (bag / "manifest-sha256.txt").read_text().splitlines()]
    assert listed == sorted(f"data/{content.path}" for content in CONTENTS)
    tagged = [line.split("  ")[1] for line in (bag / "tagmanifest-sha256.txt").read_text().splitlines()]
    assert sorted(tagged) == ["bagit.txt", "manifest-sha256.txt", "pouch.json", "pouch.json.sig"]
