"""How well coders agree, beyond chance."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd

from newslab.validation.codes import check_codes

RESAMPLES = 1000


def coder_agreement(codes: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Measure how well coders agree, frame by frame.

    Parameters
    ----------
    codes : DataFrame
        As `read_codes` returns it: `article`, `frame`, `coder`, `code` (1, 0 or missing).
    seed : int, default 0
        Of the resampling that makes the intervals.

    Returns
    -------
    DataFrame
        One row a frame and measure, frames in the order of `codes`. Columns: `frame`, `measure`,
        `n_articles` (coded by two or more), `n_coders`, `value`, and `low` and `high`: its 95 % interval, by
        resampling articles. Measures: ``agreement`` (share of pairs of codes that are alike, 0 to 1);
        ``krippendorff_alpha`` (Krippendorff 2019, *Content Analysis*, 4th edition, chapter 12, nominal), for
        any number of coders and with blanks; and ``cohen_kappa`` of two coders, or ``fleiss_kappa`` of more
        (Fleiss 1971), of the articles that all of them coded. Missing where all codes are alike, since then
        agreement cannot be distinguished from chance.

    Raises
    ------
    ValueError
        Where no article is coded by two coders.

    Examples
    --------
    >>> import pandas as pd
    >>> codes = pd.DataFrame(
    ...     {"article": list("aabbccdd"), "frame": "conflict", "coder": ["x", "y"] * 4,
    ...      "code": [1, 1, 0, 0, 1, 0, 0, 0]}
    ... )
    >>> coder_agreement(codes)[["measure", "n_articles", "value"]].round(3)
                  measure  n_articles  value
    0           agreement           4  0.750
    1  krippendorff_alpha           4  0.533
    2         cohen_kappa           4  0.500
    """
    check_codes(codes, "article", "frame", "coder", "code")
    rng = np.random.default_rng(seed)
    tables = []
    for frame, some in codes.dropna(subset="code").groupby("frame", sort=False):
        matrix = some.pivot_table(index="article", columns="coder", values="code", aggfunc="first")
        matrix = matrix[matrix.notna().sum(axis=1) > 1]
        if len(matrix):
            tables.append(_measures(str(frame), matrix.to_numpy(), rng))
    if not tables:
        raise ValueError(
            "no article is coded by two coders; give the sheet to a second one: coders=['A', 'B']"
        )
    return pd.concat(tables, ignore_index=True)


def _measures(frame: str, codes: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """Measure the agreement in codes, shape (n_articles, n_coders), some of which may be missing."""
    n_coders = codes.shape[1]
    measures = {"agreement": _agreement, "krippendorff_alpha": _alpha}
    measures |= {"cohen_kappa": _cohen} if n_coders == 2 else {"fleiss_kappa": _fleiss}
    drawn = rng.integers(len(codes), size=(RESAMPLES, len(codes)))
    rows = []
    for name, measure in measures.items():
        (value,) = measure(codes[None])
        low, high = np.nan, np.nan
        if np.isfinite(value):
            values = measure(codes[drawn])
            low, high = np.nanquantile(values, [0.025, 0.975])
        rows.append((frame, name, len(codes), n_coders, value, low, high))
    return pd.DataFrame(rows, columns=["frame", "measure", "n_articles", "n_coders", "value", "low", "high"])


def _value_counts(codes: np.ndarray) -> np.ndarray:
    """Return how often each article was coded 0 and 1: shape (…, n_articles, 2)."""
    return np.stack([(codes == value).sum(axis=-1) for value in (0, 1)], axis=-1)


def _agreement(codes: np.ndarray) -> np.ndarray:
    counts = _value_counts(codes)
    n = counts.sum(axis=-1)
    return (counts * (counts - 1)).sum(axis=(-1, -2)) / (n * (n - 1)).sum(axis=-1)


def _alpha(codes: np.ndarray) -> np.ndarray:
    return np.array(
        [
            krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
            if counts.any(axis=0).all()
            else np.nan
            for counts in _value_counts(codes)
        ]
    )


def _cohen(codes: np.ndarray) -> np.ndarray:
    first, second = codes[..., 0], codes[..., 1]
    alike, p, q = (first == second).mean(axis=-1), first.mean(axis=-1), second.mean(axis=-1)
    return _beyond(alike, p * q + (1 - p) * (1 - q))


def _fleiss(codes: np.ndarray) -> np.ndarray:
    """Return Fleiss' kappa of the articles that every coder coded; missing where there is none."""
    whole = np.isfinite(codes).all(axis=-1)
    n = codes.shape[-1]
    ones = np.where(whole, np.nansum(codes, axis=-1), np.nan)
    n_whole = np.maximum(whole.sum(axis=-1), 1)
    alike = np.nansum(ones * (ones - 1) + (n - ones) * (n - ones - 1), axis=-1) / (n * (n - 1)) / n_whole
    p = np.nansum(ones, axis=-1) / (n * n_whole)
    return np.where(whole.any(axis=-1), _beyond(alike, p**2 + (1 - p) ** 2), np.nan)


def _beyond(alike: np.ndarray, by_chance: np.ndarray) -> np.ndarray:
    """Return the agreement beyond chance, missing where all agreement could be chance."""
    beyond_chance = 1 - by_chance
    return np.divide(
        alike - by_chance, beyond_chance, out=np.full(np.shape(alike), np.nan), where=beyond_chance > 1e-12
    )
