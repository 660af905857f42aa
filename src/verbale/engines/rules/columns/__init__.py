"""Decision tables over columns: the same decisions as one at a time, for millions of records.

    compiled = compile_table(prepared, schema_of(table), given={"route": "department"})
    reviewed = compiled.expression(table)       # an ibis table with a column `rule`; nothing is run yet
    compiled.output(3)                          # what rule 3 gives
    compiled.uncompiled                         # what is outside the exact subset: rule, column, reason
    compiled.absent                             # inputs that no column gives, null for every record

A table compiles to one CASE that gives the number of a rule; its outputs are looked up by that number. The expression
says nothing that only one engine knows. FEEL's three-valued logic is settled while compiling: each cell is asked, by
the same closure that decides a single record, what it says of null and of one value of every class that its constants
tell apart. Numbers are decimals or integers; floats are compared as the decimals that they print as, and never
calculated with.
"""

from .compiled import Compiled, compile_table
from .errors import CLASH, NONE, SINGLY, NoColumn, NotTold, Uncompiled
from .schema import Holds, Schema, schema_of

__all__ = [
    "CLASH",
    "NONE",
    "SINGLY",
    "Compiled",
    "Holds",
    "NoColumn",
    "NotTold",
    "Schema",
    "Uncompiled",
    "compile_table",
    "schema_of",
]
