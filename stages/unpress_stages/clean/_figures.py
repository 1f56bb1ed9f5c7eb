"""The raised figures of Unicode, in order."""

from typing import Final

RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
