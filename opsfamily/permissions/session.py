"""Doing something with another user's permissions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import frappe

from opsfamily.permissions.rule import forget_families


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Do something with the permissions of another user, as a request of their own would."""
	before = frappe.session.user
	frappe.set_user(user)
	forget_families()
	try:
		yield
	finally:
		frappe.set_user(before)
		forget_families()
