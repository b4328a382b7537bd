"""Records, provenance, lines, files and processes: what everything else stands on. Imports nothing of the other packages."""
