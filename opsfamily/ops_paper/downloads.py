"""Papers and workbooks as answers to a request."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from opsfamily.arguments import refuse_missing, texts_in
from opsfamily.ops_paper.together import make_blank_pdf, make_pdf, make_sheet_pdf
from opsfamily.ops_paper.xlsx import make_timesheet_workbook
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.documents import get_permitted, require_any
from opsfamily.permissions.known import is_confidential

CARD = "Assistant Timesheet"


def send_file(kind: str, filename: str, content: bytes) -> None:
	"""Answer the request with a file. kind: `pdf` is shown in the browser, `download` is saved."""
	frappe.local.response.update({"type": kind, "filename": filename, "filecontent": content})


def send_timesheets_pdf(timesheets: str, print_format: str) -> None:
	"""Answer with the papers of several cards in one PDF. Both arguments: a name, or a JSON list of names."""
	cards = [get_permitted(CARD, name, "print") for name in texts_in(timesheets)]
	if not cards:
		refuse_missing(frappe.bold(_(CARD)))
	papers = texts_in(print_format) or [print_format]
	send_file("pdf", "karty.pdf", make_pdf(cards, [get_paper(CARD, paper) for paper in papers]))


def send_blank_form(doctype: str, print_format: str | None) -> None:
	"""Answer with an empty form, for users who may create such a document."""
	if not is_confidential(doctype):
		frappe.throw(_("{0} has no paper form.").format(doctype))
	require_any("create", doctype)
	paper = get_paper(doctype, print_format)
	send_file("pdf", f"{paper} - pusty.pdf", make_blank_pdf(doctype, paper))


def send_timesheet_xlsx(timesheet: str) -> None:
	"""Answer with a card as XLSX, and log the download like a print."""
	card = get_permitted(CARD, timesheet, "read")
	card.check_permission("print")
	write_line(doctype=card.doctype, document=card.name, file_type="XLSX", method="Print")
	send_file("download", f"{card.name}.xlsx", make_timesheet_workbook(card))


def send_sheet_pdf(sheet: str, title: str, filename: str, documents: list[Document]) -> None:
	"""Answer with a paper made of these documents, and log the print of each."""
	pdf = make_sheet_pdf(sheet, title)
	for doc in documents:
		write_line(doctype=doc.doctype, document=doc.name, file_type="PDF", method="Print")
	send_file("pdf", filename, pdf)


def get_paper(doctype: str, print_format: str | None) -> str:
	"""Return the requested print format or the DocType's own. Raises ValidationError where it has none such."""
	paper = print_format or frappe.get_meta(doctype).default_print_format
	if not paper or frappe.db.get_value("Print Format", paper, "doc_type") != doctype:
		frappe.throw(_("{0} has no paper form.").format(_(doctype)))
	return paper
