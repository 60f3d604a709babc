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


# A paper that is printed by the fifty keeps its body in a file of its own; an editor wants it in one piece.
OWN_PART = re.compile(r'{%-?\s*include "opsfamily/ops_paper/print_format/[^"/]+/(?P<file>[^"/]+)"\s*-?%}')
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
	"""The whole template of a standard format, its own parts put in."""
	folder = Path(get_module_path(paper.module)) / "print_format" / scrub(paper.name)
	html = (folder / f"{scrub(paper.name)}.html").read_text(encoding="utf-8")
	return OWN_PART.sub(lambda part: (folder / part["file"]).read_text(encoding="utf-8"), html)


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
