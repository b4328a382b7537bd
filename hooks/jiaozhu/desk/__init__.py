"""The editor's desk: what an editor answers on a page, the change of one file that each answer is, and how it is written and undone."""
