"""The carrier: the only process that reads the node's keys. It seals what waits, carries it, and opens what came.

In production it runs as its own user, to whom alone the keys folder belongs.
"""
