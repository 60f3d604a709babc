"""Papers as PDF without the platform's print page: one page of HTML, one run of the PDF engine, no HTTP."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.model.document import Document
from frappe.www.printview import get_rendered_template

SHEETS = "opsfamily/templates/print_formats/sheets.html"
# The second paper of a card; the first is the DocType's own, which may be the office's layout.
SERVICE_CARD = "F5 Karta realizacji"


def make_pdf(
	documents: list[Document], print_formats: str | list[str], settings: dict | None = None
) -> bytes:
	"""The papers of the documents, each beginning on a page of its own; all papers of one come together.

	settings: what to change in the office's Print Settings. Raises PermissionError when the user may not
	print one of them; each print is logged.
	"""
	# Opens a log file in the bench, so not before there is one.
	from frappe.utils.pdf import get_pdf

	names = [print_formats] if isinstance(print_formats, str) else print_formats
	papers = [frappe.get_doc("Print Format", name) for name in names]
	sheets = [_body(document, paper, settings) for document in documents for paper in papers]
	return get_pdf(frappe.render_template(SHEETS, {"sheets": sheets, "title": ", ".join(names)}))


def make_month_pdf(cards: list[Document]) -> bytes:
	"""Both monthly papers (F4, F5) of each card, card after card."""
	return make_pdf(cards, [cards[0].meta.default_print_format, SERVICE_CARD])


def make_sheet_pdf(sheet: str, title: str, landscape: bool = False) -> bytes:
	"""A paper of no DocType's own, from ready markup. landscape: on a sheet across."""
	from frappe.utils.pdf import get_pdf

	options = {"orientation": "Landscape"} if landscape else None
	return get_pdf(frappe.render_template(SHEETS, {"sheets": [sheet], "title": title}), options)


def make_blank_pdf(doctype: str, print_format: str) -> bytes:
	"""An empty form to be filled in by pen; also where an office lets no drafts be printed."""
	blank = frappe.get_doc({"doctype": doctype})
	return make_pdf([blank], print_format, {"allow_print_for_draft": 1})


def _body(document: Document, paper: Document, settings: dict | None) -> str:
	document.check_permission("print")
	make_access_log(doctype=document.doctype, document=document.name, file_type="PDF", method="Print")
	return get_rendered_template(document, print_format=paper, meta=document.meta, settings=settings)
