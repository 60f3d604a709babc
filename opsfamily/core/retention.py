"""How long a paper is kept: whole calendar years after the year in which its time began to run.

Archives count from 1 January after the year of the document or of the case's end (the office's own
instruction decides; JRWA gives the years). Nothing here deletes anything.
"""

from datetime import date


def kept_until(base_year: int, years: int) -> date:
	"""The last day on which a paper whose time began to run in `base_year` is kept."""
	return date(base_year + years, 12, 31)


def latest_base(today: date, years: int) -> date:
	"""The newest day from which `years` whole calendar years have passed before `today`."""
	return date(today.year - years - 1, 12, 31)
