"""What an editor is asked about an edition, with the lines of a sidecar that answer it."""
