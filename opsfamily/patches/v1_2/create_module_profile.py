"""Create the profile that hides the platform's workspaces from staff; nobody who works here already gets it."""

from __future__ import annotations

from opsfamily.permissions.own_desk import create_profile


def execute() -> None:
	"""Create the profile if it is missing."""
	create_profile()
