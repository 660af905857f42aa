"""The built-in functions of FEEL by name."""

from __future__ import annotations

from .contexts import CONTEXTS
from .lists import LISTS
from .logic import LOGIC
from .numbers import NUMBERS
from .ranges import RANGES
from .registry import Table
from .temporals import TEMPORALS
from .texts import TEXTS

BUILTINS: Table = {**LOGIC, **NUMBERS, **TEXTS, **LISTS, **CONTEXTS, **TEMPORALS, **RANGES}
"""Name to function, names with spaces included."""

__all__ = ["BUILTINS"]
