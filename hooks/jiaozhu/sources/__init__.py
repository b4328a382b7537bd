"""From files to sources: which files there are, in which encoding, with which sidecar; one module a format."""
