"""Making a control pack in the background, and deleting its file when its days are over.

The packs of many families are made in `many.py`.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.translate import get_user_lang
from frappe.utils import add_to_date, getdate, now_datetime

from opsfamily.core import control_pack as core
from opsfamily.notify import in_language_of, write_notice
from opsfamily.ops_casework.doctype.control_pack.making import make_pack
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.documents import get_permitted

PACK = "Control Pack"
SAVEPOINT = "control_pack"
# No pack takes so long.
HOURS_OF_A_JOB = 3


def start(name: str) -> str:
	"""Begin to make a pack in the background, as the session's user. Return its status (PackMadeError)."""
	pack = get_permitted(PACK, name, "write")
	pack.check_permission("create")
	pack.begin()
	frappe.enqueue(
		run, queue="long", job_id=f"{PACK} {name}", deduplicate=True, enqueue_after_commit=True, pack=name
	)
	return pack.status


def describe(pack) -> str:
	"""Return recipient, purpose and basis as one line for the log of accesses."""
	return "; ".join((pack.recipient, pack.purpose, pack.basis))


def run(pack: str) -> None:
	"""Make the pack and tell whoever asked for it: a background job, run as that user."""
	doc = frappe.get_doc(PACK, pack)
	# Not in the request: its line would commit the pack's state before the job is under way.
	write_line(doctype=PACK, document=pack, filters=describe(doc), file_type="PDF", method="Control Pack")
	frappe.local.lang = get_user_lang(frappe.session.user)
	frappe.db.savepoint(SAVEPOINT)
	try:
		content, pages = make_pack(doc, lambda share: show_progress(share, doctype=PACK, docname=doc.name))
		save_file(doc, content)
		doc.finish(pages)
	except Exception:
		frappe.db.rollback(save_point=SAVEPOINT)
		frappe.log_error(title=f"{PACK} {pack}")
		doc = frappe.get_doc(PACK, pack)
		doc.write_step({"status": core.FAILED})
	tell(doc)


def show_progress(share: float, **form) -> None:
	"""Show how far it is (from 0 to 1), on the form or to the user; the last tenth is the PDF itself."""
	frappe.publish_progress(share * 90, title=_("The pack is being made"), **form)


def save_file(pack, content: bytes) -> None:
	"""Attach the PDF to the pack; whoever cannot read the pack cannot read the file."""
	values = {"attached_to_doctype": PACK, "attached_to_name": pack.name, "is_private": 1}
	frappe.get_doc(
		{"doctype": "File", "file_name": f"{pack.name}.pdf", "content": content, **values}
	).insert()


def tell(pack) -> None:
	"""Tell the maker that the pack is ready, or that it could not be made; the notice names nobody."""
	user = pack.made_by or frappe.session.user
	with in_language_of(user):
		ready = _("The control pack {0} is ready.").format(pack.name)
		failed = _("The control pack {0} could not be made.").format(pack.name)
		subject = ready if pack.status == core.READY else failed
		write_notice(user, subject, document_type=PACK, document_name=pack.name)


def tidy_packs() -> None:
	"""Delete the files of packs whose days are over, and let a pack whose job broke off be made anew (daily job)."""
	delete_old_files()
	give_up_broken_packs()


def give_up_broken_packs() -> None:
	"""Mark packs as failed that have been in the making for hours, as after a crash of the server.

	get_all: the job works on every pack, without a user.
	"""
	stuck = {"status": core.BEING_MADE, "modified": ["<", add_to_date(now_datetime(), hours=-HOURS_OF_A_JOB)]}
	for name in frappe.get_all(PACK, stuck, pluck="name", order_by="name"):
		pack = frappe.get_doc(PACK, name)
		pack.write_step({"status": core.FAILED})
		tell(pack)


def delete_old_files() -> None:
	"""Delete the files of packs whose days are over; their records stay.

	get_all: the job works on every pack, without a user.
	"""
	old = {"status": core.READY, "deleted_on": ["<=", getdate()]}
	for name in frappe.get_all(PACK, old, pluck="name", order_by="name"):
		delete_file(name)


def delete_file(name: str) -> None:
	"""Delete the file of a pack, and note it."""
	# get_all: the pack's own files, whoever's they are.
	attached = {"attached_to_doctype": PACK, "attached_to_name": name}
	for file in frappe.get_all("File", attached, pluck="name", order_by="name"):
		frappe.delete_doc("File", file)
	frappe.get_doc(PACK, name).write_step({"status": core.FILE_DELETED})
