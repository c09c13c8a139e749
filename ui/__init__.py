"""The window: shows core/, decides nothing about figures."""
