"""Who is quoted, saying what, and where the same remark returns."""

from newslab.quotations.echoes import echoed_quotes, remarks
from newslab.quotations.table import quotes

__all__ = ["echoed_quotes", "quotes", "remarks"]
