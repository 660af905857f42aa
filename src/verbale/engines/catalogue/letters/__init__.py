"""How likely a text is in an encoding: natural logarithms of probabilities, summed over its letters beyond ASCII."""

from __future__ import annotations

from verbale.engines.catalogue.letters.cyrillic import likelihood_of_russian
from verbale.engines.catalogue.letters.eastern import likelihood_of_chinese, likelihood_of_korean
from verbale.engines.catalogue.letters.marked import likelihood_of_marked
from verbale.engines.catalogue.letters.western import likelihood_of_western

__all__ = [
    "likelihood_of_chinese", "likelihood_of_korean", "likelihood_of_marked", "likelihood_of_russian",
    "likelihood_of_western",
]  # fmt: skip
