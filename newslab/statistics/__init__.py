"""Statistics of counts and rates: arrays only, no text."""

from newslab.statistics.dispersion import deviation_of_proportions
from newslab.statistics.events import at_least_p_value
from newslab.statistics.independence import independence
from newslab.statistics.intervals import difference_interval, ratio_interval, share_interval
from newslab.statistics.keyness import log_odds_z, log_ratio, per_thousand, signed_g2
from newslab.statistics.means import mean_interval
from newslab.statistics.paired import PairSums, compare_pairs, correlation_of_pairs
from newslab.statistics.pooling import LEAST_USING, Pooled, lend_variation, pool
from newslab.statistics.presence import absence_p_value, presence_p_value
from newslab.statistics.shuffling import (
    ArticleSums,
    Shuffle,
    adjust_p_values,
    shuffle,
    shuffle_articles,
    shuffled_moments,
    strata_in_common,
)
from newslab.statistics.stratified import stratified_share, wilson_interval
from newslab.statistics.tails import shuffled_p_value

__all__ = [
    "LEAST_USING",
    "ArticleSums",
    "PairSums",
    "Pooled",
    "Shuffle",
    "absence_p_value",
    "adjust_p_values",
    "at_least_p_value",
    "compare_pairs",
    "correlation_of_pairs",
    "deviation_of_proportions",
    "difference_interval",
    "independence",
    "lend_variation",
    "log_odds_z",
    "log_ratio",
    "mean_interval",
    "per_thousand",
    "pool",
    "presence_p_value",
    "ratio_interval",
    "share_interval",
    "shuffle",
    "shuffle_articles",
    "shuffled_moments",
    "shuffled_p_value",
    "signed_g2",
    "strata_in_common",
    "stratified_share",
    "wilson_interval",
]
