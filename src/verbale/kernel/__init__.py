"""The ground: identifiers, clock, imprecise dates, quantities, canonical bytes, verdicts, errors."""
