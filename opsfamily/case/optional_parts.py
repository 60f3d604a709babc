"""The parts of the work that an office uses are on its Desk, the others are not.

By the platform's domains: a DocType whose domain is not active is offered nowhere – workspace, sidebar, search, the links
of a family. It is no right: what is written stays readable for whoever may read it, and the roles' permissions stay.
"""

from __future__ import annotations

import frappe
from frappe.model.document import Document

from opsfamily.core.optional_parts import PARTS
from opsfamily.office import SETTINGS

DOMAINS = "Domain Settings"


def show_chosen_parts(settings: Document) -> None:
	"""Show the parts that OPS Settings tick and hide the others; domains that are not ours stay as they are."""
	domains = frappe.get_single(DOMAINS)
	active = [row.domain for row in domains.active_domains]
	chosen = [domain for fieldname, domain in PARTS.items() if settings.get(fieldname)]
	wanted = [*(domain for domain in active if domain not in PARTS.values()), *chosen]
	if sorted(wanted) != sorted(active):
		domains.set("active_domains", [{"domain": domain} for domain in wanted])
		# Safe: whoever may change the office's settings decides what its Desk shows; no right comes of it.
		domains.flags.ignore_permissions = True
		domains.save()
		# A request that runs meanwhile may have kept the domains of before.
		frappe.db.after_commit.add(frappe.clear_cache)


def choose_parts_in_use() -> None:
	"""Tick the parts of which the site has documents, for a site that is older than the choice.

	The settings are not saved as a form: an update does not fail for an older value that the form would refuse.
	"""
	for fieldname, domain in PARTS.items():
		if is_in_use(domain):
			frappe.db.set_single_value(SETTINGS, fieldname, 1)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	show_chosen_parts(frappe.get_single(SETTINGS))


def is_in_use(domain: str) -> bool:
	"""Return whether people have written documents of a part."""
	# get_all: only updating the app does this.
	doctypes = frappe.get_all("DocType", {"restrict_to_domain": domain}, pluck="name", order_by="name")
	return any(is_written(name) and frappe.get_all(name, limit=1, order_by="name") for name in doctypes)


def is_written(doctype: str) -> bool:
	"""Return whether people write documents of the DocType: the entries of a dictionary come with the app."""
	return bool(frappe.get_meta(doctype).has_field("family"))
