"""Where articles come from: folders, feeds, tables, data sets; each gives documents, one at a time."""
