"""The logger of the library, ``unpress``: silent unless a script or ``-v`` listens.

At the level DEBUG it says which stage ran on what, and for how long.
"""

from __future__ import annotations

import logging
import sys
from typing import Final

logger: Final = logging.getLogger("unpress")
logger.addHandler(logging.NullHandler())


def listen() -> None:
    """Have everything that is logged printed to standard error, as ``-v`` does."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    logger.handlers[:] = [handler]
    logger.setLevel(logging.DEBUG)
