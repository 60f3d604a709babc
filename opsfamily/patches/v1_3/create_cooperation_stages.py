"""Stages of cooperation between institutions, for a site that is older than the agreements."""

from opsfamily.setup.defaults import AGREEMENT_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(AGREEMENT_DICTIONARIES)
