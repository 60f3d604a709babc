"""Legal bases and the clause of letters, for a site that is older than them."""

from opsfamily.setup.defaults import create_dated_texts


def execute() -> None:
	"""Set what the office has not set."""
	create_dated_texts()
