"""Names of speakers: which forms are one person's, and which may be another's."""

import pandas as pd
import pytest

from newslab.entities import full_names


@pytest.mark.parametrize(
    ("forms", "names"),
    [
        (["Leaf", "Barbara Leaf"], ["Barbara Leaf", "Barbara Leaf"]),
        (["Mr Sharaa", "Ahmed al-Sharaa"], ["Ahmed al-Sharaa", "Ahmed al-Sharaa"]),
        (["Ayatollah Khamenei", "Ayatollah Ali Khamenei", "Khamenei"], ["Ayatollah Ali Khamenei"] * 3),
        (["Clinton", "Hillary Clinton", "Bill Clinton"], ["Clinton", "Hillary Clinton", "Bill Clinton"]),
        (["Hillary Clinton", "Hillary Rodham Clinton"], ["Hillary Rodham Clinton"] * 2),
        (["Leaf", "LEAF"], ["Leaf", "Leaf"]),
        (["News", "Sepah News"], ["Sepah News", "Sepah News"]),
        (["officials", "US officials"], ["officials", "US officials"]),
        (["Barbara Leaf", "she", "It"], ["Barbara Leaf", None, None]),
        (["Mr", "—", None], [None, None, None]),
        ([], []),
    ],
)
def test_a_shorter_form_is_the_one_longer_name_that_holds_it(forms, names):
    found = full_names(pd.Series(forms, dtype="str"))
    assert found.astype(object).where(found.notna(), None).tolist() == names
