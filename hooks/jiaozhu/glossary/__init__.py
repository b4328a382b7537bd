"""The glossary and the register of names, `docs/glossary.yml` and `docs/names.yml`."""
