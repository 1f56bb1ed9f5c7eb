"""``python -m unpress``."""

from unpress.cli import main

main()
