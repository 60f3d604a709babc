"""An office's own layout of one of the app's papers.

The framework's duplicate of a standard format has no template file under its own name, so it silently falls
back to the automatic layout. This copy holds the template itself.
"""

import re
from pathlib import Path

import frappe
from frappe import ValidationError, _
from frappe.modules import get_module_path, scrub


class NoTemplateError(ValidationError):
	"""Only a paper of the app has a template that can be copied."""


# Parts that a paper includes from the papers' folders; an editor wants them in one piece.
OWN_PART = re.compile(
	r"""{%-?\s*include (?P<quote>["'])(?P<file>opsfamily/ops_paper/print_format/[^"']+)(?P=quote)\s*-?%}"""
)
OFFICE_COPY = {"standard": "No", "custom_format": 1, "disabled": 0}


@frappe.whitelist(methods=["POST"])
def make_editable_copy(print_format: str = "") -> str:
	"""Copy one of the app's print formats with its whole template into a record. Return its name.

	Only for users who may create print formats (System Manager): a template is code that runs on the server.
	Shared macros and CSS stay in the app, so that the copy works with later versions. Raises PermissionError,
	or NoTemplateError for a format that is not the app's.
	"""
	if not frappe.has_permission("Print Format", "create"):
		raise frappe.PermissionError
	original = _get_standard_paper(print_format)
	copy = frappe.copy_doc(original)
	copy.update({**OFFICE_COPY, "name": _find_free_name(original.name), "html": get_template(original)})
	return copy.insert().name


def get_template(paper) -> str:
	"""Return the whole template of a standard format, with the included parts in place."""
	html = _read_stored_template(paper)
	while OWN_PART.search(html):
		html = OWN_PART.sub(_read_part, html)
	return html


def _read_stored_template(paper) -> str:
	"""Read the template where the framework does: the file under the record's name, else the record.

	A paper with Polish letters in its name has an ASCII folder, so its record includes the file.
	"""
	scrubbed = scrub(paper.name)
	file = Path(get_module_path(paper.module)) / "print_format" / scrubbed / f"{scrubbed}.html"
	return file.read_text(encoding="utf-8") if file.is_file() else paper.html


def _read_part(part: re.Match) -> str:
	return (Path(frappe.get_app_path("opsfamily")).parent / part["file"]).read_text(encoding="utf-8")


def _get_standard_paper(name: str):
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


def _find_free_name(name: str) -> str:
	copy, number = _("{0} – our layout").format(name), 1
	while frappe.db.exists("Print Format", copy):
		number += 1
		copy = _("{0} – our layout {1}").format(name, number)
	return copy
