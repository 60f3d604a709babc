"""Control packs of many families for one recipient: some families at a time, each group a job of the background.

Each pack is stored as being made before its job begins, so that no lock is held while PDFs are drawn.
"""

from __future__ import annotations

import frappe
from frappe import ValidationError, _
from frappe.translate import get_user_lang

from opsfamily.arguments import refuse_missing
from opsfamily.core import control_pack as core
from opsfamily.notify import in_language_of, write_notice
from opsfamily.ops_casework.doctype.control_pack import job
from opsfamily.ops_casework.doctype.control_pack.making import make_packs
from opsfamily.permissions.access_log import write_line
from opsfamily.permissions.documents import require_any

PACK, FAMILY, SAVEPOINT = "Control Pack", "Family", "control_packs"


class TooManyFamiliesError(ValidationError):
	"""So many packs are not made at one request."""


def start(families: list[str], values: dict) -> int:
	"""Begin to make a pack of each family in the background, as the session's user. Return how many.

	values: `period_from`, `period_until`, `recipient`, `purpose` and `basis` of all of them. What stays out of a pack
	stays out of these; another pack of the family takes it in. Raises PermissionError, TooManyFamiliesError, and what a
	Control Pack raises.
	"""
	require_any("create", PACK)
	# In the order in which every request locks families.
	families = sorted(set(families))
	validate_families(families)
	enqueue([begin(family, values) for family in families], [])
	return len(families)


def validate_families(families: list[str]) -> None:
	"""Refuse no family, too many (TooManyFamiliesError), and one that the user does not see (PermissionError)."""
	if not families:
		refuse_missing(frappe.bold(_(FAMILY)))
	if len(families) > core.MOST_FAMILIES:
		frappe.throw(
			_("{0} families at most; {1} are chosen.").format(core.MOST_FAMILIES, len(families)),
			TooManyFamiliesError,
		)
	seen = {"filters": {"name": ["in", families]}, "pluck": "name", "order_by": "name"}
	if len(frappe.get_list(FAMILY, **seen, limit_page_length=0)) != len(families):
		raise frappe.PermissionError


def begin(family: str, values: dict) -> str:
	"""Create the pack of a family as one that is being made, and return its name. Its job lists what stays out."""
	pack = frappe.get_doc({"doctype": PACK, "family": family, **values})
	pack.flags.lists_when_made = True
	pack.insert().begin()
	return pack.name


def enqueue(packs: list[str], made: list[str]) -> None:
	"""Hand packs to a job; it begins when they are stored as being made."""
	frappe.enqueue(run, queue="long", enqueue_after_commit=True, packs=packs, made=made)


def run(packs: list[str], made: list[str]) -> None:
	"""Make the first packs, and hand the others to the next job: a background job, run as whoever asked.

	made: packs of this request that earlier jobs have made.
	"""
	frappe.local.lang = get_user_lang(frappe.session.user)
	group, others = packs[: core.MADE_TOGETHER], packs[core.MADE_TOGETHER :]
	total = len(made) + len(packs)
	log_group(group)
	make_group(group, lambda share: job.show_progress((len(made) + share * len(group)) / total))
	if others:
		enqueue(others, made + group)
	else:
		tell(made + group)


def log_group(packs: list[str]) -> None:
	"""Log for whom and why each pack is made."""
	for name in packs:
		line = {"filters": job.describe(frappe.get_doc(PACK, name)), "file_type": "PDF"}
		write_line(doctype=PACK, document=name, **line, method="Control Pack")


def make_group(packs: list[str], tell_share) -> None:
	"""Make the packs together; where the papers of one family stop all of them, each alone, and note what failed."""
	frappe.db.savepoint(SAVEPOINT)
	try:
		documents = [frappe.get_doc(PACK, name) for name in packs]
		for pack in documents:
			pack.list_left_out()
		for pack, (content, pages) in zip(documents, make_packs(documents, tell_share), strict=True):
			job.save_file(pack, content)
			pack.finish(pages)
	except Exception:
		frappe.db.rollback(save_point=SAVEPOINT)
		if len(packs) == 1:
			frappe.log_error(title=f"{PACK} {packs[0]}")
			frappe.get_doc(PACK, packs[0]).write_step({"status": core.FAILED})
			return
		for name in packs:
			make_group([name], tell_share)


def tell(packs: list[str]) -> None:
	"""Tell the maker how many packs are ready, and how many could not be made; the notice names nobody."""
	user = frappe.session.user
	# get_all: the packs that this user has just made.
	ready = frappe.get_all(PACK, {"name": ["in", packs], "status": core.READY}, pluck="name", order_by="name")
	with in_language_of(user):
		subject = _("Control packs ready: {0}.").format(len(ready))
		if len(packs) > len(ready):
			subject += " " + _("Could not be made: {0}.").format(len(packs) - len(ready))
		write_notice(user, subject, document_type=PACK, document_name=packs[-1])
