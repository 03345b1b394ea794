"""A person edits: export, import, the local page."""
