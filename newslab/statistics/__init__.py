"""Statistics of counts and rates: arrays only, no text."""

from newslab.statistics.intervals import ratio_interval, share_interval
from newslab.statistics.keyness import log_odds_z, log_ratio, per_thousand, signed_g2
from newslab.statistics.shuffling import (
    absence_p_value,
    adjust_p_values,
    presence_p_value,
    shuffled_moments,
    shuffled_p_value,
)

__all__ = [
    "absence_p_value",
    "adjust_p_values",
    "log_odds_z",
    "log_ratio",
    "per_thousand",
    "presence_p_value",
    "ratio_interval",
    "share_interval",
    "shuffled_moments",
    "shuffled_p_value",
    "signed_g2",
]
