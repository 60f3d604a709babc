"""The areas of competence, for a site that is older than them."""

from opsfamily.setup.defaults import COMPETENCE_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing areas."""
	create_dictionaries(COMPETENCE_DICTIONARIES)
