"""The windows: start page and main window."""
