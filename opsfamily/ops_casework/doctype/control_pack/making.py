"""The PDFs of control packs: all their papers in one run of the PDF engine, then first pages, contents and numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import frappe

from opsfamily.core.control_pack import Paper
from opsfamily.ops_casework.doctype.control_pack import terms
from opsfamily.ops_casework.doctype.control_pack.binding import Item, bind
from opsfamily.ops_paper.custom_fields import paper_fields, paper_tables
from opsfamily.ops_paper.together import render_paper
from opsfamily.ops_paper.values import paper_month
from opsfamily.permissions.access_log import write_line

if TYPE_CHECKING:
	from frappe.model.document import Document

	from opsfamily.ops_casework.doctype.control_pack.control_pack import ControlPack

TEMPLATES = "opsfamily/templates/print_formats"
TERMS, PLAIN = (f"{TEMPLATES}/control_pack_{part}.html" for part in ("terms", "plain"))
TERMS_TITLE = "Czego brakuje / co było po terminie"
# Called with the share of the papers that are rendered, from 0 to 1.
Tell = Callable[[float], None]


def make_pack(pack: ControlPack, tell: Tell = lambda _share: None) -> tuple[bytes, int]:
	"""Return the PDF of the pack and its number of pages, with the rights and levels of the session's user."""
	return make_packs([pack], tell)[0]


def make_packs(packs: list[ControlPack], tell: Tell = lambda _share: None) -> list[tuple[bytes, int]]:
	"""Return (PDF, number of pages) of each pack, drawn together; see `make_pack`."""
	contents = [make_contents(pack, tell, place, len(packs)) for place, pack in enumerate(packs)]
	return bind(packs, contents)


def make_contents(pack: ControlPack, tell: Tell, place: int, count: int) -> list[Item]:
	"""Return the entries of a pack. place: of so many packs, counted from 0."""
	papers = render_papers(pack, lambda share: tell((place + share) / count))
	return [make_terms(pack), *papers]


def render_papers(pack: ControlPack, tell: Tell) -> list[Item]:
	"""Return the papers of the pack: all but those that are left out and not ticked."""
	ticked, items, papers = pack.get_ticked(), [], pack.get_papers()
	for number, (paper, doc, why) in enumerate(papers, start=1):
		if paper.key in ticked or not why:
			items.append(render(doc, paper))
		tell(number / len(papers))
	return items


def render(doc: Document, paper: Paper) -> Item:
	"""Return a paper as it prints, on its forms or, where it has none, on a plain sheet."""
	label = frappe._(paper.doctype)
	if doc.get("month"):
		# A card is of a month, and prints on both of its forms.
		return Item(
			f"{label} – {paper_month(doc.month)} (F4, F5)", paper.name, None, render_forms(doc, paper)
		)
	return Item(label, paper.name, paper.day, render_forms(doc, paper))


def render_forms(doc: Document, paper: Paper) -> list[str]:
	"""Return the markup of a paper, one sheet for each of its forms; it is logged once (PermissionError)."""
	forms = [frappe.get_cached_doc("Print Format", form) for form in paper.forms]
	if not forms:
		return [render_plain(doc)]
	return [render_paper(doc, form, is_logged=not number) for number, form in enumerate(forms)]


def render_plain(doc: Document) -> str:
	"""Return a document without a form as a sheet of its fields, and log it as printed (PermissionError)."""
	doc.check_permission("read")
	write_line(doctype=doc.doctype, document=doc.name, file_type="PDF", method="Print")
	doc.run_method("before_print")
	return frappe.render_template(PLAIN, {"doc": doc, "rows": paper_fields(doc), "tables": paper_tables(doc)})


def make_terms(pack: ControlPack) -> Item:
	"""Return the sheet „czego brakuje / co było po terminie” of the family and the period."""
	period = (pack.family, *pack.get_period())
	values = {"pack": pack, **terms.get_sheet(*period)._asdict()}
	return Item(TERMS_TITLE, "", None, [frappe.render_template(TERMS, values)])
