"""The command ``unpress``, and ``python -m unpress``.

Each process of a run over many documents imports the script that began it, and this with it: what the command needs
is imported when it is called.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command on the arguments of the process and leave with its status."""
    from unpress.garbage import collect_less, collect_no_more

    collect_less()
    from unpress.cli import run

    status = run(sys.argv[1:])
    collect_no_more()
    sys.exit(status)


if __name__ == "__main__":
    main()
