"""The real inputs, which lie beside the project and are never part of it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def shared(*parts: str) -> Path:
    """A file or folder among the real inputs; where it is missing, the test is skipped with the reason."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the real inputs: ../shared/{'/'.join(parts)}")
    return path
