"""The dictionaries of working together, and the settings that came with them, for sites that have the app
already."""

from opsfamily.setup.defaults import TEAMWORK_DICTIONARIES, create_dictionaries, store_settings


def execute() -> None:
	"""Create what is missing."""
	store_settings()
	create_dictionaries(TEAMWORK_DICTIONARIES)
