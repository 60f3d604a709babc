"""Rates and limits for travel by one's own vehicle, for a site that is older than them."""

from opsfamily.setup.defaults import create_travel_rates


def execute() -> None:
	"""Set what the office has not set."""
	create_travel_rates()
