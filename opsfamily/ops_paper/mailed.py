"""Papers of ours in mails of the platform: every sheet says whose it is there too.

The platform prints an attachment when the mail is sent, in a background job, and gives no hook between print and mail. So
the paper is printed when the mail is queued, with the rights of who sends it, and attached as the finished file.
"""

from __future__ import annotations

import json

import frappe

from opsfamily.ops_paper.feet import finish_paper, has_feet, name_paper

PRINTED = "print_format_attachment"


def attach_finished_papers(doc, _event: str | None = None) -> None:
	"""Replace the papers of ours that a queued mail is to print by finished PDFs (`after_insert` of Email Queue).

	What is not sent as a PDF, or with a password of its own, is left to the platform.
	"""
	attachments = json.loads(doc.attachments or "[]")
	finished = [_finish(doc, attachment) for attachment in attachments]
	if finished != attachments:
		# db_set: the mail has just been inserted by whoever may send it.
		doc.db_set("attachments", json.dumps(finished))


def _finish(mail, attachment: dict) -> dict:
	"""Return what the mail attaches instead: the name of a file, or the same where nothing is to be done."""
	if attachment.get(PRINTED) != 1 or not has_feet(attachment.get("doctype") or ""):
		return attachment
	if attachment.get("html") or attachment.get("password"):
		return attachment
	# Rendered with the rights of the user whose mail it is; the platform has asked whether they may send it.
	printed = frappe.attach_print(**{name: value for name, value in attachment.items() if name != PRINTED})
	if not printed["fname"].endswith(".pdf"):
		return attachment
	document = frappe.get_doc(attachment["doctype"], attachment["name"])
	paper = name_paper(document.doctype, attachment.get("print_format"))
	return {
		"fid": _keep(mail, attachment, printed["fname"], finish_paper(printed["fcontent"], document, paper))
	}


def _keep(mail, attachment: dict, file_name: str, content: bytes) -> str:
	"""Store the PDF on the record of the mail, else on the document itself, and return the file's name."""
	place = ("Communication", mail.communication) if mail.communication else None
	doctype, name = place or (attachment["doctype"], attachment["name"])
	values = {"attached_to_doctype": doctype, "attached_to_name": name, "is_private": 1}
	file = frappe.get_doc({"doctype": "File", "file_name": file_name, "content": content, **values})
	file.flags.is_mailed_paper = True
	# Safe: the file is what the user has just sent of a document that they may mail; its place decides who reads it.
	return file.insert(ignore_permissions=True).name
