"""Who is quoted, where the same remark returns, and which outlets and agencies articles lean on."""

from newslab.voices.outlets import cited_outlets

__all__ = ["cited_outlets"]
