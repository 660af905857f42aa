"""What a number expression found in running text is."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Form(StrEnum):
    """What a number expression does in its sentence."""

    CARDINAL = "cardinal"  #: counts; a decimal in digits is one too
    ORDINAL = "ordinal"  #: gives a place in a row
    FRACTION = "fraction"  #: a part written in words: a third, половина, 三分之一
    TIMES = "times"  #: an adverb of repetition or multiple: twice, дважды, zweimal


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number expression: ``text[start:end]`` says ``value``.

    ``in_digits``: some digit stands in it (0-9, also full-width; Roman letters are no digits).
    ``soft``: it may be no count at all (an article, a pronoun, "both", a phrase, an approximate tens): it may match
    the same number in the other version of the text but need not.
    """

    start: int
    end: int
    value: Fraction
    form: Form
    in_digits: bool
    soft: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a numeral takes up room in a text, not {self.start}:{self.end}")
