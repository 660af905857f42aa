"""What sealing and opening a pouch cost beside age's stream alone: seconds of CPU a GiB, and the largest memory.

``python bench/pouch.py [MEGABYTES]`` (200 by default). Each row runs in a process of its own. Compare the rows with one
another: times are this machine's.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = ("nothing", "age encrypts", "age decrypts", "hash twice", "seal", "open")
MIB = 1 << 20


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{size} MiB of content in 4 files\n")
    print(f"{'':14}{'CPU s':>8}{'CPU s a GiB':>13}{'MiB at most':>13}")
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder), size)
        for row in ROWS:
            command = [sys.executable, __file__, "--row", row, folder]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def _prepare(folder: Path, size: int) -> None:
    for number in range(4):
        with (folder / f"{number}.bin").open("wb") as out:
            for step in range(size // 4):
                out.write(bytes([step % 251]) * MIB)


def _row(name: str, folder: Path) -> None:
    sources = sorted(folder.glob("*.bin"))
    act = {
        "nothing": _nothing,
        "age encrypts": _encrypt,
        "age decrypts": _decrypt,
        "hash twice": _hash,
        "seal": _seal,
        "open": _open,
    }[name]
    cpu = act(folder, sources)
    gib = sum(source.stat().st_size for source in sources) / (1 << 30)
    print(f"{name:14}{cpu:8.2f}{cpu / gib:13.2f}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:13.0f}")


def _nothing(_folder: Path, _sources: list[Path]) -> float:
    import verbale.engines.seal.keys  # noqa: F401

    return 0.0


def _encrypt(folder: Path, sources: list[Path]) -> float:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    (folder / "identity").write_text(str(identity))
    begin = time.process_time()
    for source in sources:
        pyrage.encrypt_file(str(source), f"{source}.age", [identity.to_public()])
    return time.process_time() - begin


def _decrypt(folder: Path, sources: list[Path]) -> float:
    import pyrage

    identity = pyrage.x25519.Identity.from_str((folder / "identity").read_text())
    begin = time.process_time()
    for source in sources:
        pyrage.decrypt_file(f"{source}.age", f"{source}.plain", [identity])
    spent = time.process_time() - begin
    for source in sources:
        Path(f"{source}.age").unlink()
        Path(f"{source}.plain").unlink()
    return spent


def _hash(_folder: Path, sources: list[Path]) -> float:
    from verbale.engines.seal import Content

    begin = time.process_time()
    for content in [Content.of_file(source.name, source) for source in sources]:
        for _ in content.chunks():
            pass
    return time.process_time() - begin


def _seal(folder: Path, sources: list[Path]) -> float:
    from verbale.engines.seal import Content, address, seal_pouch
    from verbale.engines.seal.keys import make_keys

    keys = make_keys(folder / "keys")
    begin = time.process_time()
    contents = [Content.of_file(source.name, source) for source in sources]
    envelope = address(contents, sender="DD", recipient="CN", number=1)
    with (folder / "1.pouch").open("wb") as out:
        facts = {"signing_key": keys.signing, "recipient": keys.public.recipient}
        seal_pouch(out, envelope=envelope, contents=contents, **facts)
    return time.process_time() - begin


def _open(folder: Path, _sources: list[Path]) -> float:
    from verbale.engines.seal import open_pouch
    from verbale.engines.seal.keys import load_keys

    keys = load_keys(folder / "keys")
    trusted = {"DD": [keys.public]}
    begin = time.process_time()
    open_pouch(folder / "1.pouch", folder / "quarantine", identity=keys.identity, trusted=trusted, we="CN")
    return time.process_time() - begin


if __name__ == "__main__":
    if sys.argv[1:2] == ["--row"]:
        _row(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
