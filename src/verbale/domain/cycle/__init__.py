"""The verbs of the office in their order; each module may import only those before it."""
