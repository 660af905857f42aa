"""The facts of a text's versions in Chinese, Russian, German, Korean and English, held against each other.

>>> from verbale.engines.parallel import compare
>>> [f.sentence() for f in compare({"zh": "一九五七年十二月十四日", "ru": "15 декабря 1957 г."})][0]
'The zh text says the date “一九五七年十二月十四日” (1957-12-14); the ru text does not. It says “15 декабря 1957 г.” (1957-12-15).'
"""  # noqa: E501

from verbale.engines.parallel.articles import compare_articles
from verbale.engines.parallel.comparison import compare
from verbale.engines.parallel.fact import Fact, FactKind
from verbale.engines.parallel.facts import facts
from verbale.engines.parallel.finding import Finding, FindingKind, Instead
from verbale.engines.parallel.glossary import BUILT_IN, Entry, Glossary
from verbale.engines.parallel.jsonl import MOST_CHARACTERS, BadPair, check_pairs

__all__ = [
    "BUILT_IN",
    "MOST_CHARACTERS",
    "BadPair",
    "Entry",
    "Fact",
    "FactKind",
    "Finding",
    "FindingKind",
    "Glossary",
    "Instead",
    "check_pairs",
    "compare",
    "compare_articles",
    "facts",
]
