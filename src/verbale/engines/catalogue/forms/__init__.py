"""Forms of records that are no MARC: tables, JSON lines, RIS, Dublin Core."""

from __future__ import annotations

from verbale.engines.catalogue.forms.dublincore import read_dublin_core
from verbale.engines.catalogue.forms.jsonlines import json_paths, read_json_lines
from verbale.engines.catalogue.forms.proposal import Proposal, propose
from verbale.engines.catalogue.forms.ris import read_ris
from verbale.engines.catalogue.forms.table import head_of, read_table

__all__ = [
    "Proposal", "head_of", "json_paths", "propose", "read_dublin_core", "read_json_lines", "read_ris", "read_table",
]  # fmt: skip
