"""A build of the whole site: its stages and their order."""
