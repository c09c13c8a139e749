"""Everything that is true without a screen: figures, reports, rules, text, files.  Imports nothing of Qt."""
