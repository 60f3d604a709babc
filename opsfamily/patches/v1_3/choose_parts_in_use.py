"""The Desk of a site shows the optional parts of the work of which it has documents."""

from opsfamily.case.optional_parts import choose_parts_in_use


def execute() -> None:
	"""Tick them in OPS Settings; run again, it unticks nothing."""
	choose_parts_in_use()
