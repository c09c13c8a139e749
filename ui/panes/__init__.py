"""The panes around the page: outline, problems, explanation."""
