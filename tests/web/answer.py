"""What tests read of an answer."""

from typing import Any


def status(answer: Any) -> int:
    """The status of an answer that was read to its end, which closes the file behind it."""
    list(answer)
    return int(answer.status_code)
