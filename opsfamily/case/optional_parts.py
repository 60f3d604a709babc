"""The parts of the work that an office uses are on its Desk, the others are not.

By the platform's domains: a DocType whose domain is not active is offered nowhere – workspace, sidebar, search, the links
of a family – and the Desk opens none of its forms, so a part with documents stays shown. It is no right: the roles'
permissions stay.
"""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.model.document import Document

from opsfamily.core.optional_parts import PARTS
from opsfamily.office import SETTINGS

DOMAINS = "Domain Settings"


class PartInUseError(ValidationError):
	"""A part of the work of which there are documents stays on the Desk."""


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
		forget_what_is_shown()
		# A request that runs meanwhile may have kept the domains of before.
		frappe.db.after_commit.add(forget_what_is_shown)


def forget_what_is_shown() -> None:
	"""Forget what the Desk keeps of domains and of what each user reads; the framework leaves the latter for six hours."""
	frappe.clear_cache()
	frappe.cache.delete_keys("user:")


def refuse_hiding_documents(settings: Document) -> None:
	"""Refuse to untick a part of which there are documents, which nobody could open then (PartInUseError)."""
	for fieldname, domain in PARTS.items():
		is_unticked = settings.has_value_changed(fieldname) and not settings.get(fieldname)
		if is_unticked and is_in_use(domain):
			label = frappe.bold(_(settings.meta.get_label(fieldname)))
			frappe.throw(
				_("{0}: there are documents of this part, so it stays on the Desk.").format(label),
				PartInUseError,
			)


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
	# get_all: whether there are documents at all, of which nothing is told; asked when settings change or the app is updated.
	doctypes = frappe.get_all("DocType", {"restrict_to_domain": domain}, pluck="name", order_by="name")
	return any(is_written(name) and frappe.get_all(name, limit=1, order_by="name") for name in doctypes)


def is_written(doctype: str) -> bool:
	"""Return whether people write documents of the DocType: the entries of a dictionary come with the app."""
	meta = frappe.get_meta(doctype)
	return bool(meta.has_field("family")) or meta.document_type == "Document"
