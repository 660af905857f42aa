"""The file: DMN 1.1 to 1.5 as XML becomes a model, and what was edited in a table goes back into the file it came from.

    from verbale.engines.rules.dmn.parts import parts_beside
    from verbale.engines.rules.dmn.reader import read_model

    model = read_model(path.read_bytes(), name=path.name, parts=parts_beside(path))

Only `parts_beside` opens files: those that the model imports, out of the folder it stands in.
"""
