"""What tests read of an answer."""

import csv
import io
from typing import Any


def status(answer: Any) -> int:
    """The status of an answer that was read to its end, which closes the file behind it."""
    list(answer)
    return int(answer.status_code)


def table(answer: Any) -> list[list[str]]:
    """The rows of a CSV file that was handed out, its heading first."""
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
