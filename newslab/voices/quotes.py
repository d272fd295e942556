"""The table of quotations."""

from __future__ import annotations

import pandas as pd

from newslab.checks import labels_of
from newslab.tokens import Tokens, articles_of
from newslab.voices.speakers import find_voices
