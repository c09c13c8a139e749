"""The doors: the verbs of the command line, and their JSON (DESIGN.md §7, a contract)."""

from core.commands.run import VERBS, run

__all__ = ["VERBS", "run"]
