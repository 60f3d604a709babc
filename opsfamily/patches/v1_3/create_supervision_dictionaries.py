"""Questions to the participants of a supervision and programmes that pay, for a site that is older than them."""

from opsfamily.setup.defaults import SUPERVISION_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing records; those that the office has stay as they are."""
	create_dictionaries(SUPERVISION_DICTIONARIES)
