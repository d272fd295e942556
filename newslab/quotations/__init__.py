"""Who is quoted, saying what, and where the same remark returns."""

from newslab.quotations.echoes import echoed_quotes, remarks
from newslab.quotations.table import quoted_spans, quotes

__all__ = ["echoed_quotes", "quoted_spans", "quotes", "remarks"]
