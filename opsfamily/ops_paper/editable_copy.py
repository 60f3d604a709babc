"""An office's own layout of one of our papers.

The platform's plain duplicate of a standard format has no template file under its own name, so it silently
falls back to the automatic layout. This copy carries the template itself.
"""

import re
from pathlib import Path

import frappe
from frappe import ValidationError, _
from frappe.modules import get_module_path, scrub


class NoTemplateError(ValidationError):
	"""Only a paper of the app has a template that can be copied."""


# What a paper takes in from the folders of the papers: its own parts, which an editor wants in one piece.
OWN_PART = re.compile(
	r"""{%-?\s*include (?P<quote>["'])(?P<file>opsfamily/ops_paper/print_format/[^"']+)(?P=quote)\s*-?%}"""
)
THE_OFFICES = {"standard": "No", "custom_format": 1, "disabled": 0}


@frappe.whitelist(methods=["POST"])
def make_editable_copy(print_format: str = "") -> str:
	"""A copy of one of the app's print formats with its whole template in the record. Answers its name.

	For whoever may write print formats (the platform's System Manager): a template is code that runs on the
	server. Shared macros and CSS stay in the app, so that the copy goes on with later versions. Raises
	NoTemplateError for a format that is not the app's.
	"""
	if not frappe.has_permission("Print Format", "create"):
		raise frappe.PermissionError
	original = _standard_paper(print_format)
	copy = frappe.copy_doc(original)
	copy.update({**THE_OFFICES, "name": _free_name(original.name), "html": template_of(original)})
	return copy.insert().name


def template_of(paper) -> str:
	"""Return the whole template of a standard format, its own parts put in."""
	html = _stored_template(paper)
	while OWN_PART.search(html):
		html = OWN_PART.sub(_read_part, html)
	return html


def _stored_template(paper) -> str:
	"""Look where the platform looks: the file under the record's name, else the record itself.

	A paper with Polish letters in its name has an ASCII folder, so its record includes the file.
	"""
	scrubbed = scrub(paper.name)
	file = Path(get_module_path(paper.module)) / "print_format" / scrubbed / f"{scrubbed}.html"
	return file.read_text(encoding="utf-8") if file.is_file() else paper.html


def _read_part(part: re.Match) -> str:
	return (Path(frappe.get_app_path("opsfamily")).parent / part["file"]).read_text(encoding="utf-8")


def _standard_paper(name: str):
	paper = frappe.get_doc("Print Format", name) if frappe.db.exists("Print Format", name) else None
	is_ours = paper and frappe.db.get_value("Module Def", paper.module, "app_name") == "opsfamily"
	if not is_ours or paper.standard != "Yes":
		frappe.throw(
			_("{0} is no paper of this app, so there is no template to copy.").format(
				name or _("Print Format")
			),
			NoTemplateError,
		)
	return paper


def _free_name(name: str) -> str:
	copy, number = _("{0} – our layout").format(name), 1
	while frappe.db.exists("Print Format", copy):
		number += 1
		copy = _("{0} – our layout {1}").format(name, number)
	return copy
