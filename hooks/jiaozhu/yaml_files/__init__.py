"""YAML files that people write: their lines, their shapes and records, by which they are read, checked and documented."""
