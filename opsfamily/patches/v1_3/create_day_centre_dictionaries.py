"""Activities of day centres and the work with one child there, for a site that is older than their timetables."""

from opsfamily.setup.defaults import DAY_CENTRE_DICTIONARIES, create_dictionaries, create_entry


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(DAY_CENTRE_DICTIONARIES)
	create_entry("Specialist Help Kind", "praca indywidualna z dzieckiem")
