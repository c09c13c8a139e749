"""One door: no verb opens the window, a verb does the same job without one."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Run the program; returns the exit status."""
    if arguments and arguments[0] == "--self-test":
        from core.commands.self_test import self_test

        return self_test()
    if arguments and not arguments[0].startswith("-"):
        from core.commands import VERBS, run

        if arguments[0] in VERBS:
            return run(arguments)
    elif arguments and arguments[0] in {"-h", "--help"}:
        from core.commands import run

        return run(arguments)
    from ui.app import run as run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
