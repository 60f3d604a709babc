"""The dictionaries of a family's history, for a site that is older than them."""

from opsfamily.setup.defaults import HISTORY_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing kinds of events and of material help."""
	create_dictionaries(HISTORY_DICTIONARIES)
