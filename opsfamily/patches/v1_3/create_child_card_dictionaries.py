"""The dictionary of the children's cards, for a site that is older than them."""

from opsfamily.setup.defaults import CHILD_CARD_DICTIONARIES, create_dictionaries


def execute() -> None:
	"""Create the missing states of parental authority."""
	create_dictionaries(CHILD_CARD_DICTIONARIES)
