"""Kinds of groups and workshops, for a site that is older than them."""

from opsfamily.setup.defaults import GROUP_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(GROUP_DICTIONARIES)
