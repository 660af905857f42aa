"""The `verbale` command: one module a noun. Reads through `visible_to(person)`, acts through the domain's verbs."""
