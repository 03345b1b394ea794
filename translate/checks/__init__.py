"""One file a check: (segment, translation) to flags."""
