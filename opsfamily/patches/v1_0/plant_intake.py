"""The dictionaries, the risk list and the workflow of the requests, for sites that have the app already."""

from opsfamily.setup.seeds import plant_intake


def execute() -> None:
	"""Create what is missing."""
	plant_intake()
