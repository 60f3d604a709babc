"""Kinds of specialist help and bodies to notify, for a site that is older than them."""

from opsfamily.setup.defaults import HELP_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(HELP_DICTIONARIES)
