"""Is a rulebook sound in itself? Cells that cannot be read, unknown names, type errors, rules that never decide; and
what it carries besides: properties, and texts in other languages.

    from verbale.engines.rules.check import check

    checked = check(path.read_bytes(), name=path.name)
    for finding in checked.findings:
        print(finding.kind, finding.rule, finding.column, finding.why)

What a supply rulebook must keep besides is in `verbale.engines.rules.supplycheck`; what is true of every record, in
`verbale.engines.rules.proof`.
"""

from .soundness import NO_OUTPUT, NO_RULES, UNKNOWN_NAME, UNREADABLE, Checked, check
from .typecheck import TYPE_ERROR

__all__ = ["NO_OUTPUT", "NO_RULES", "TYPE_ERROR", "UNKNOWN_NAME", "UNREADABLE", "Checked", "check"]
