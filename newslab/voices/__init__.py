"""Who is quoted, where the same remark returns, and which outlets and agencies articles lean on."""

from newslab.voices.echoed import echoed_quotes, remarks
from newslab.voices.naming import full_names
from newslab.voices.outlets import cited_outlets
from newslab.voices.quotes import quotes

__all__ = ["cited_outlets", "echoed_quotes", "full_names", "quotes", "remarks"]
