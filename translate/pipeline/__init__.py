"""The stream: read, split, look up, batch, translate, assemble, write."""
