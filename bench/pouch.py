"""What sealing and opening a pouch cost beside age alone on the same bytes: seconds of CPU, and memory beyond idle.

``python bench/pouch.py [MEGABYTES]`` (200 by default). Each row runs in a process of its own, and every age file is for
the same two recipients. ``age`` is the program of that name, where there is one; ``pyrage`` the library that pouches
are made with. ``seal`` has size and hash of the contents from the store, as a node has them; ``describe`` is what
finding them costs who has no store. Promised: sealing and opening take at most 64 MiB more than idle, and at most 4
times the CPU of age alone. Read the ratios; times are this machine's. Exits with 1 if a promise does not hold.
"""

from __future__ import annotations

import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyrage import x25519

    from verbale.engines.seal import Content

MIB = 1 << 20
FILES = 4
MOST_MEMORY, MOST_CPU = 64, 4.0
"""MiB more than idle, and times the CPU of age alone."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one process cost: its name, seconds of CPU, and MiB at most."""

    name: str
    cpu: float
    memory: float

    def times(self, other: Row | None) -> float | None:
        """How much more CPU than another, if that was measured."""
        return self.cpu / other.cpu if other else None


def main() -> int:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{size} MiB of random content in {FILES} files, two recipients")
    print(f"Python {platform.python_version()}, {platform.machine()}, {_processor()}\n")
    print(f"{'':17}{'CPU s':>8}{'CPU s a GiB':>13}{'MiB over idle':>15}{'times pyrage':>14}{'times age':>11}")
    rows: dict[str, Row] = {}
    kept = True
    with tempfile.TemporaryDirectory() as folder:
        _prepare(Path(folder), size)
        for name in ROWS:
            if name.startswith("age ") and shutil.which("age") is None:
                continue
            row = rows[name] = _measured(name, folder)
            over = row.memory - rows["idle"].memory
            ratios = (
                [row.times(rows.get(f"{tool} {BESIDE[name]}")) for tool in ("pyrage", "age")] if name in BESIDE else []
            )
            print(_line(row, size, over, ratios), flush=True)
            kept = kept and over <= MOST_MEMORY and all(ratio is None or ratio <= MOST_CPU for ratio in ratios)
    print(f"\nAt most {MOST_MEMORY} MiB over idle and {MOST_CPU:g} times age: {'kept' if kept else 'NOT KEPT'}")
    return 0 if kept else 1


def _line(row: Row, size: int, over: float, ratios: Sequence[float | None]) -> str:
    # The child's figure holds what it shared with its parent before it became age.
    memory = f"{over:15.1f}" if not row.name.startswith("age ") else f"{'–':>15}"
    told = "".join(
        f"{ratio:{width}.2f}" if ratio else f"{'–':>{width}}" for ratio, width in zip(ratios, (14, 11), strict=False)
    )
    return f"{row.name:17}{row.cpu:8.2f}{row.cpu / size * 1024:13.2f}{memory}{told}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _prepare(folder: Path, size: int) -> None:
    with Path("/dev/urandom").open("rb") as source:
        for number in range(FILES):
            with (folder / f"{number}.bin").open("wb") as out:
                for _ in range(size // FILES):
                    out.write(source.read(MIB))


def _measured(name: str, folder: str) -> Row:
    done = subprocess.run([sys.executable, __file__, "--row", name, folder], check=True, capture_output=True, text=True)
    cpu, memory = map(float, done.stdout.split())
    return Row(name, cpu, memory)


def _row(name: str, folder: Path) -> None:
    import verbale.engines.seal.keys  # noqa: F401  # idle has all of it loaded

    who = resource.RUSAGE_CHILDREN if name.startswith("age ") else resource.RUSAGE_SELF
    begin = _spent(who)
    ROWS[name](folder)
    print(_spent(who) - begin, resource.getrusage(who).ru_maxrss / 1024)


def _spent(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def _idle(folder: Path) -> None:
    """Makes the keys of the two sides, which all other rows use."""
    from pyrage import x25519

    for side in SIDES:
        (folder / side).write_text(f"{x25519.Identity.generate()}\n")


def _identities(folder: Path) -> list[x25519.Identity]:
    from pyrage import x25519

    return [x25519.Identity.from_str((folder / side).read_text().strip()) for side in SIDES]


def _age_encrypts(folder: Path) -> None:
    to = [word for identity in _identities(folder) for word in ("-r", str(identity.to_public()))]
    for source in sorted(folder.glob("*.bin")):
        subprocess.run(["age", "-e", *to, "-o", f"{source}.age", str(source)], check=True)


def _age_decrypts(folder: Path) -> None:
    for source in sorted(folder.glob("*.age")):
        subprocess.run(["age", "-d", "-i", str(folder / SIDES[1]), "-o", f"{source}.plain", str(source)], check=True)
        _away(source)


def _pyrage_encrypts(folder: Path) -> None:
    import pyrage

    to = [identity.to_public() for identity in _identities(folder)]
    for source in sorted(folder.glob("*.bin")):
        pyrage.encrypt_file(str(source), f"{source}.age", to)


def _pyrage_decrypts(folder: Path) -> None:
    import pyrage

    for source in sorted(folder.glob("*.age")):
        pyrage.decrypt_file(str(source), f"{source}.plain", _identities(folder)[1:])
        _away(source)


def _away(source: Path) -> None:
    """The disk need not hold every row's files at once."""
    Path(f"{source}.plain").unlink()
    source.unlink()


def _describe(folder: Path) -> None:
    from verbale.engines.seal import Content

    for source in sorted(folder.glob("*.bin")):
        source.with_suffix(".sha256").write_text(Content.of_file(source.name, source).sha256)


def _content(source: Path) -> Content:
    from verbale.engines.seal import Content

    known = source.with_suffix(".sha256").read_text()
    return Content(source.name, source.stat().st_size, known, lambda: source.open("rb"))


def _seal(folder: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from verbale.engines.seal import address, seal_pouch
    from verbale.engines.seal.public import signing_line

    key = Ed25519PrivateKey.generate()
    (folder / "signing").write_text(signing_line(key.public_key()))
    contents = [_content(source) for source in sorted(folder.glob("*.bin"))]
    envelope = address(contents, sender="DD", recipient="CN", number=1)
    to = [str(identity.to_public()) for identity in _identities(folder)]
    with (folder / "1.pouch").open("wb") as out:
        seal_pouch(out, envelope=envelope, contents=contents, signing_key=key, recipients=to)


def _open(folder: Path) -> None:
    from verbale.engines.seal import PublicKeys, open_pouch

    ours, theirs = _identities(folder)
    trusted = {"DD": [PublicKeys((folder / "signing").read_text(), str(ours.to_public()))]}
    open_pouch(folder / "1.pouch", folder / "quarantine", identities=[theirs], trusted=trusted, we="CN")


SIDES = ("DD", "CN")
BESIDE = {"seal": "encrypts", "open": "decrypts"}
"""What of age does the same to the same bytes."""
ROWS: dict[str, Callable[[Path], None]] = {
    "idle": _idle,
    "pyrage encrypts": _pyrage_encrypts,
    "pyrage decrypts": _pyrage_decrypts,
    "age encrypts": _age_encrypts,
    "age decrypts": _age_decrypts,
    "describe": _describe,
    "seal": _seal,
    "open": _open,
}

if __name__ == "__main__":
    if sys.argv[1:2] == ["--row"]:
        _row(sys.argv[2], Path(sys.argv[3]))
    else:
        raise SystemExit(main())
