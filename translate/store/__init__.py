"""SQLite: the translation memory, which is also the checkpoint."""
