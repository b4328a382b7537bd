"""The foundation of all other packages: records, provenance, lines, normal forms, files and processes. It imports none of them."""
