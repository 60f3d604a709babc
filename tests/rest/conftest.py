"""Families of the HTTP tests' own: written for good, so that the server sees them, and erased afterwards."""

from collections.abc import Callable, Iterator

import pytest

import frappe

from opsfamily.permissions import forget_families
from opsfamily.tests.factories import erase_family


@pytest.fixture(scope="module")
def committed(connected_site) -> Iterator[Callable]:
	"""`committed(make)` runs a maker of documents as Administrator, commits, and erases its family later."""
	families = []

	def commit(make: Callable):
		frappe.set_user("Administrator")
		forget_families()
		made = make()
		families.append(made["Family"].name)
		frappe.db.commit()
		return made

	yield commit
	frappe.db.rollback()
	for family in families:
		erase_family(family)
	frappe.db.commit()


@pytest.fixture
def stored() -> Callable:
	"""`stored(doctype, name, fields)`: what the database says now, whatever this connection saw before."""

	def look(doctype: str, name: str, fields):
		frappe.db.rollback()
		return frappe.db.get_value(doctype, name, fields)

	return look
