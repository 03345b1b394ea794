"""Files for a translator's own tool, out and back in: XLIFF, TMX, DOCX, HTML, CSV."""
