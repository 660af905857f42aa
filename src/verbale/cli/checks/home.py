"""The node's home: folders, who may read them, keys, the web secret."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from verbale.cli.checks.finding import Finding, fault, sound, warning
from verbale.kernel.home import Home

OTHERS = 0o007
GROUP_AND_OTHERS = 0o077
OWNER = 0o700
RECOVERY = "recovery-key"
SHORTEST_SECRET = 32


def folders(home: Home) -> Iterator[Finding]:
    missing = [str(folder.relative_to(home.path)) for folder in home.folders() if not folder.is_dir()]
    if missing:
        yield fault(
            "home", f"missing: {', '.join(missing)}", f"Make them: cd {home.path} && mkdir -p {' '.join(missing)}"
        )
    elif home.path.stat().st_mode & 0o002:
        yield fault("home", "anybody on this machine can write into it", f"chmod o= {home.path}")
    elif home.path.stat().st_mode & OTHERS:
        yield warning("home", "anybody on this machine can look into it", f"chmod o= {home.path}")
    else:
        yield sound("home", str(home.path))


def keys(home: Home) -> Iterator[Finding]:
    if not home.keys.is_dir():
        return
    if home.keys.stat().st_mode & GROUP_AND_OTHERS:
        yield fault("keys", "others than their owner can look into the folder", f"chmod 700 {home.keys}")
    elif home.keys.stat().st_mode & OWNER != OWNER:
        yield fault("keys", "their owner may not use the folder", f"chmod 700 {home.keys}")
    try:
        found = [path for path in home.keys.rglob("*") if path.is_file()]
    except PermissionError:
        yield sound("keys", "only the carrier's user can look into the folder")
        return
    if not found:
        yield fault("keys", "the node has none", "Make them: verbale carrier keys — or restore them from a backup.")
    open_to = [path for path in found if path.stat().st_mode & GROUP_AND_OTHERS and not _public(path)]
    for path in open_to:
        name = path.relative_to(home.keys)
        yield fault("keys", f"others than its owner can read {name}", f"chmod 600 {path}")
    if found and not open_to:
        yield sound("keys", f"{len(found)} files, closed to others")


def recovery(home: Home) -> Iterator[Finding]:
    """Whoever takes this machine must not find in it what makes its keys void. A demo has nothing to lose."""
    key = home.keys / RECOVERY
    try:
        lies_here = key.exists()
    except PermissionError:
        return
    if lies_here and not home.config().demo:
        mend = f"Copy {key} to a disk, put that into a safe, and delete it here: rm {key}"
        yield warning("recovery key", "it lies on this machine", mend)


def _public(path: Path) -> bool:
    return path.suffix == ".pub"


def secret(home: Home) -> Iterator[Finding]:
    mend = f"Put 64 random characters into {home.secret_file} and chmod 600 it; everybody signs in anew."
    try:
        length = len(home.secret())
    except (OSError, UnicodeDecodeError):
        yield fault("web secret", "it is missing or cannot be read", mend)
        return
    if length < SHORTEST_SECRET:
        yield fault("web secret", f"it has only {length} characters", mend)
    elif home.secret_file.stat().st_mode & GROUP_AND_OTHERS:
        yield fault("web secret", "others than its owner can read it", f"chmod 600 {home.secret_file}")
    else:
        yield sound("web secret", "closed to others")
