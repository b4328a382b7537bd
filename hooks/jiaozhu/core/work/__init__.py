"""Who does the work on many items: processes of this machine, or a cluster."""
