"""Activities of day centres, for a site that is older than their timetables."""

from opsfamily.setup.defaults import DAY_CENTRE_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(DAY_CENTRE_DICTIONARIES)
