"""One file a format: bytes on disk to documents, translated documents to files."""
