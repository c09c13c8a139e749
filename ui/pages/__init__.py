"""The pages the clerk works in: a table, a section of text, the review of an import."""
