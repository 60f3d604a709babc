"""Families of the HTTP tests' own: written for good, so that the server sees them, and erased afterwards."""

from collections.abc import Callable

import pytest

import frappe


@pytest.fixture(scope="module", autouse=True)
def nothing_is_left(erased_after_the_module) -> None:
	"""Also where a test writes by its requests alone."""


@pytest.fixture
def stored() -> Callable:
	"""`stored(doctype, name, fields)`: what the database says now, whatever this connection saw before."""

	def look(doctype: str, name: str, fields):
		frappe.db.rollback()
		return frappe.db.get_value(doctype, name, fields)

	return look
