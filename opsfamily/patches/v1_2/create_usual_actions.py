"""The dictionary of usual actions, for a site that is older than it."""

from opsfamily.setup.defaults import VISIT_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing usual actions."""
	create_dictionaries(VISIT_DICTIONARIES)
