"""The dictionaries of teamwork, and the settings that came with them, for existing sites."""

from opsfamily.setup.defaults import TEAMWORK_DICTIONARIES, create_dictionaries, store_settings


def execute() -> None:
	"""Create the missing records and store the missing settings."""
	store_settings()
	create_dictionaries(TEAMWORK_DICTIONARIES)
