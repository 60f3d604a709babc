"""Families of the HTTP tests' own: written for good, so that the server sees them, and erased afterwards."""

from collections.abc import Callable, Iterator

import pytest

import frappe

from opsfamily.permissions.rule import forget_families
from opsfamily.tests import factories
from opsfamily.tests.make_groups import erase_groups, find_groups
from opsfamily.tests.make_supervision import erase_support


@pytest.fixture(scope="module", autouse=True)
def erased_after_the_module(connected_site) -> Iterator[None]:
	before, groups = len(factories.made_families), find_groups()
	yield
	frappe.set_user("Administrator")
	frappe.db.rollback()
	factories.erase_leftovers(before)
	erase_groups(find_groups() - groups)
	erase_support(factories.DOMAIN)
	frappe.db.commit()


@pytest.fixture(scope="module")
def committed(connected_site) -> Callable:
	"""`committed(make)` runs a maker of documents as Administrator and commits what it made."""

	def commit(make: Callable):
		frappe.set_user("Administrator")
		forget_families()
		made = make()
		frappe.db.commit()
		return made

	return commit


@pytest.fixture
def stored() -> Callable:
	"""`stored(doctype, name, fields)`: what the database says now, whatever this connection saw before."""

	def look(doctype: str, name: str, fields):
		frappe.db.rollback()
		return frappe.db.get_value(doctype, name, fields)

	return look
