"""Whose a sheet is: the foot of its pages, in PDFs of ours, in those of the platform, and in a browser's own print."""

from __future__ import annotations

import json

from markupsafe import Markup

import frappe
from frappe import _
from frappe.model.document import Document

from opsfamily.core.plan_words import get_tag
from opsfamily.ops_paper.pdf import LANGUAGE, finish_pdf
from opsfamily.ops_paper.values import css_text, paper_month
from opsfamily.permissions.front_door import get_call, get_core_path
from opsfamily.permissions.known import is_confidential

ONE, MANY = "frappe.utils.print_format.download_pdf", "frappe.utils.print_format.download_multi_pdf"
PREVIEW = "frappe.www.printview.get_html_and_style"
# The framework's own layout. A DocType without a paper names it as its default: the print page would keep the format of
# the paper before, of another DocType.
STANDARD = "Standard"
SEPARATOR, LONGEST = " · ", 90
# The margins of the sheet, which browsers fill and PDF engines leave alone; the first page has its title.
BROWSER_FOOT = """<style media="print">
@page {{ @bottom-left {{ content: "{whose}"; font: 8pt "Liberation Sans", Arial, sans-serif; }}
@bottom-right {{ content: "strona " counter(page) " z " counter(pages); font: 8pt "Liberation Sans", Arial, sans-serif; }} }}
@page :first {{ @bottom-left {{ content: none; }} @bottom-right {{ content: none; }} }}
</style>"""


def get_foot(doc: Document, paper: str) -> str:
	"""Return whose a sheet is: the paper, the family's representative (else the number), the month.

	A blank form has the paper's name alone.
	"""
	if not doc.get("creation"):
		return paper
	month = doc.get("month")
	parts = [paper, doc.get("representative") or doc.name, paper_month(month) if month else ""]
	return SEPARATOR.join(part for part in parts if part)[:LONGEST]


def get_title(documents: list[Document], papers: list[str]) -> str:
	"""Return the title of a PDF: its papers, and the document's number where it is one; no names of people."""
	paper = ", ".join(papers)
	stored = [doc.name for doc in documents if doc.get("creation")]
	return f"{paper} – {stored[0]}" if len(stored) == 1 else paper


def get_language(papers: list[str]) -> str:
	"""Return the language of a PDF: of its papers, or Polish where they are in several."""
	tags = {get_tag(paper) for paper in papers}
	return tags.pop() if len(tags) == 1 else LANGUAGE


def name_paper(doctype: str, print_format: str | None = None) -> str:
	"""Return what a foot calls a paper: its print format, or the kind of document where the framework lays it out."""
	paper = print_format or frappe.get_meta(doctype).default_print_format
	return _(doctype) if paper in (None, "", STANDARD) else paper


def paper_browser_foot(doc: Document) -> Markup:
	"""Return the foot of the second and later sheets for a browser's own print; nothing where a PDF is made."""
	if not _is_shown_in_browser():
		return Markup()
	paper = frappe.form_dict.get("format") or frappe.form_dict.get("print_format")
	foot = get_foot(doc, name_paper(doc.doctype, paper))
	return Markup(BROWSER_FOOT.format(whose=css_text(foot)))


def _is_shown_in_browser() -> bool:
	request = getattr(frappe.local, "request", None)
	if not request:
		return False
	return request.path.startswith("/printview") or get_core_path(get_call().method) == PREVIEW


def finish_answer(response=None, request=None) -> None:
	"""Complete a PDF that the platform has made of papers of ours (`after_request` hook)."""
	if response is None or response.status_code != 200 or response.mimetype != "application/pdf":
		return
	if get_core_path(get_call().method) not in (ONE, MANY):
		return
	try:
		papers = _get_printed(request)
		if papers:
			response.set_data(finish_papers(response.get_data(), papers))
	except Exception:
		# The paper is printed without its feet rather than not at all.
		frappe.log_error("Feet of a printed paper")


def finish_paper(pdf: bytes, doc: Document, paper: str) -> bytes:
	"""Return the PDF of one document with its feet; as it is, and an entry in the error log, where that fails."""
	try:
		return finish_papers(pdf, [(doc, paper)])
	except Exception:
		frappe.log_error("Feet of a mailed paper")
		return pdf


def finish_papers(pdf: bytes, papers: list[tuple[Document, str]]) -> bytes:
	"""Return the PDF with title, language and feet. papers: each document in it with its print format, in their order."""
	documents = [doc for doc, _paper in papers]
	names = list(dict.fromkeys(paper for _doc, paper in papers))
	feet = [get_foot(doc, paper) for doc, paper in papers]
	return finish_pdf(pdf, get_title(documents, names), feet, get_language(names))


def _get_printed(request) -> list[tuple[Document, str]]:
	"""Return the documents of ours that the request has printed, each with its print format, in their order."""
	asked = _get_arguments(request)
	doctype, name = asked.get("doctype"), asked.get("name")
	if not isinstance(doctype, str) or not has_feet(doctype):
		return []
	names = [name] if get_core_path(get_call().method) == ONE else _read_names(name)
	paper = name_paper(doctype, asked.get("format"))
	# The platform has asked the permission to print each of them.
	return [(frappe.get_doc(doctype, name), paper) for name in names]


def has_feet(doctype: str) -> bool:
	"""Return whether papers of the DocType are ours: a document with a family in it, or another one of the app, as a report."""
	if is_confidential(doctype):
		return True
	module = frappe.db.get_value("DocType", doctype, "module", cache=True)
	return bool(module) and frappe.local.module_app.get(frappe.scrub(module)) == "opsfamily"


def _get_arguments(request) -> dict:
	"""Return what was sent: printing leaves the last document's name in `form_dict`."""
	return {**frappe.form_dict, **(request.get_json(silent=True) or {}), **request.values.to_dict()}


def _read_names(names: object) -> list[str]:
	return json.loads(names) if isinstance(names, str) else list(names or [])
