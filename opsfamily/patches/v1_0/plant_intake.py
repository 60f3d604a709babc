"""The dictionaries, the risk list and the workflow of the requests, for sites that have the app already."""

from opsfamily.setup.defaults import create_intake_defaults


def execute() -> None:
	"""Create what is missing."""
	create_intake_defaults()
