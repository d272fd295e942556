"""Dates as the world writes them: months and days of the week in fifty languages, times, zones, numbers.

`read_date` understands one written date, and returns every moment that it may mean; `names` holds the words,
`zones` the time zones.
"""

from newslab.dates.reading import Dated, is_date, read_date, settle, without_time

__all__ = ["Dated", "is_date", "read_date", "settle", "without_time"]
