"""The dictionaries, the risk list and the workflow of the requests, for existing sites."""

from opsfamily.setup.defaults import create_intake_defaults


def execute() -> None:
	"""Create the missing records."""
	create_intake_defaults()
