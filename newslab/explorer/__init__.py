"""One web page that works offline and answers to clicks: every figure opens the lines it was counted from."""

from newslab.explorer.building import explore

__all__ = ["explore"]
