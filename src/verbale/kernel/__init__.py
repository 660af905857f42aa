"""The ground: identifiers, clock, deadlines, imprecise dates, quantities, canonical bytes, verdicts, errors."""
