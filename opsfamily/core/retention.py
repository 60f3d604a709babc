"""Retention of papers: whole calendar years after the year in which the period began.

Archives count from 1 January after the year of the document or of the end of the case (the office's own archive
instruction decides; JRWA gives the years). Nothing here deletes anything.
"""

from datetime import date


def kept_until(base_year: int, years: int) -> date:
	"""Return the last day on which a paper is kept whose period began in `base_year`."""
	return date(base_year + years, 12, 31)


def latest_base(today: date, years: int) -> date:
	"""Return the latest day after whose year `years` whole calendar years have passed before `today`."""
	return date(today.year - years - 1, 12, 31)
