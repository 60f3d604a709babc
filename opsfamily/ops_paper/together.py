"""Many papers in one PDF: one page of HTML, one run of the PDF engine."""

import frappe
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.model.document import Document
from frappe.utils.pdf import get_pdf
from frappe.www.printview import get_print_style, get_rendered_template

# The platform's own page around a print.
PAGE = "www/printview.html"
BREAK = '<div style="page-break-after: always"></div>'


def one_pdf(documents: list[Document], print_format: str) -> bytes:
	"""The papers of the documents, each beginning on a page of its own.

	Raises PermissionError when the user may not print one of them; each print is logged.
	"""
	paper = frappe.get_doc("Print Format", print_format)
	bodies = [_body(document, paper) for document in documents]
	context = {
		"body": BREAK.join(bodies),
		"print_style": get_print_style(print_format=paper),
		"title": print_format,
		"lang": frappe.local.lang,
		"layout_direction": "ltr",
	}
	return get_pdf(frappe.get_template(PAGE).render(context))


def _body(document: Document, paper: Document) -> str:
	document.check_permission("print")
	make_access_log(doctype=document.doctype, document=document.name, file_type="PDF", method="Print")
	return get_rendered_template(document, print_format=paper, meta=document.meta)
