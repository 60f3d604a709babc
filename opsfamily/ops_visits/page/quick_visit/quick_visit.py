"""The server's side of the page on which a visit is written on a phone (page `quick-visit`).

Everything goes through the rights and rules of Family Visit and Visit Draft; nothing is typed twice and
nothing typed is lost: a draft is kept while it is typed, and a visit that is sent twice is one visit.
"""

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import add_days, cstr, getdate
from frappe.utils.password import get_encryption_key

from opsfamily.arguments import parse, refuse_missing, texts_in
from opsfamily.core.contact_kinds import BY_PHONE
from opsfamily.core.entry import device_key as key_of_device
from opsfamily.core.entry import is_device_id, person_tag
from opsfamily.exceptions import DraftError, EntryKeyError
from opsfamily.office import get_setting
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_visits.doctype.contact_kind.contact_kind import get_kinds
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.visit_draft.visit_draft import require_entry_key
from opsfamily.permissions.gate import can_read_sensitive_fields, require_read
from opsfamily.permissions.rule import get_families_of

# What the page may fill in; everything else of a visit is the server's.
TYPED = (
	"family",
	"kind",
	"place",
	"visit_date",
	"from_time",
	"to_time",
	"ends_next_day",
	"course",
	"next_meeting_tasks",
	"signature",
	"signed_by",
)
# What the page is told of a saved visit: nothing that it has not sent itself.
ANSWERED = ("name", "family", "visit_date", "minutes")
# Days after which a draft that nobody touched is forgotten: by then it was written elsewhere or given up.
DRAFT_DAYS = 60
# Read by the page's script after a logout, to clear the device.
LOGGED_OUT_COOKIE = "opsfamily_logged_out"


@frappe.whitelist(methods=["GET"])
def start() -> dict:
	"""The page's first screen: the user's families, the kinds of contact, the user's unfinished visits, and
	from which family the user is not back."""
	_require_writer()
	kinds = frappe.get_list(
		"Contact Kind", filters={"disabled": 0}, pluck="name", order_by="creation, name", limit_page_length=0
	)
	return {
		"families": _families(),
		"kinds": kinds,
		"phone_kind": next((kind for kind in get_kinds(BY_PHONE) if kind in kinds), None),
		"drafts": _drafts(),
		"goes_out": bool(frappe.has_permission("Home Outing", "create")),
		"outing": outings.get_current(frappe.session.user),
	}


@frappe.whitelist(methods=["POST"])
def save(entry_key: str = "", visit: str | dict = "") -> dict:
	"""Save what the page holds as a Family Visit of the user. Answers its name and what the page says of it.

	The same key saved again, by a double tap or because the answer was lost, answers the same visit.
	Raises EntryKeyError, DraftError and whatever Family Visit refuses.
	"""
	_require_writer()
	require_entry_key(entry_key)
	_one_save_at_a_time()
	saved = _saved(entry_key)
	if not saved:
		saved = _visit_of(_typed(visit), entry_key).insert()
		_forget_draft(saved.family)
	return {fieldname: saved.get(fieldname) for fieldname in ANSWERED}


@frappe.whitelist(methods=["POST"])
def save_draft(family: str = "", entry_key: str = "", payload: str = "") -> dict:
	"""Keep what was typed so far, for nobody but the user. Answers the visit's name if it was saved meanwhile."""
	_require_writer()
	require_entry_key(entry_key)
	visit = _saved(entry_key)
	if not visit:
		require_read("Family", family)
		draft = _own_draft(family) or frappe.new_doc("Visit Draft")
		draft.update({"family": draft.family or family, "entry_key": entry_key, "payload": payload})
		draft.save()
	return {"visit": visit.name if visit else None}


@frappe.whitelist(methods=["POST"])
def discard_draft(family: str = "") -> None:
	"""Throw away the user's own draft for a family."""
	_require_writer()
	_forget_draft(family)


@frappe.whitelist(methods=["POST"])
def device_key(device: str = "") -> dict:
	"""By what the page encrypts a draft on this device while there is no connection, and how long it stays.

	device: an identifier that the page made for the device. No key when the office keeps nothing on devices.
	"""
	_require_writer()
	if not is_device_id(device):
		refuse_missing(frappe.bold(_("Device")), DraftError)
	secret, user, hours = get_encryption_key(), frappe.session.user, get_setting("device_draft_hours")
	return {
		"tag": person_tag(secret, user),
		"hours": hours,
		"key": key_of_device(secret, user, device) if hours else None,
	}


def tell_device_of_logout(login_manager=None) -> None:
	"""`on_logout` hook: the next page of ours on this device throws the user's drafts there away."""
	if frappe.session.user == "Guest" or not getattr(frappe.local, "cookie_manager", None):
		return
	tag = person_tag(get_encryption_key(), frappe.session.user)
	frappe.local.cookie_manager.set_cookie(LOGGED_OUT_COOKIE, tag)


def forget_old_drafts() -> None:
	"""Daily: confidential text that nobody comes back to does not stay."""
	frappe.db.delete("Visit Draft", {"modified": ["<", add_days(getdate(), -DRAFT_DAYS)]})


def _require_writer() -> None:
	if not frappe.has_permission("Family Visit", "create"):
		raise frappe.PermissionError


def _families() -> list[dict]:
	"""Families that are not closed: own ones first, of these the one seen last on top."""
	fields = ["name", "representative"]
	if can_read_sensitive_fields("Family"):
		fields.append("home_warning")
	families = frappe.get_list(
		"Family",
		filters={"status": ["!=", "Case Closed"]},
		fields=fields,
		order_by="representative, name",
		limit_page_length=0,
	)
	seen, own = _last_visits([family.name for family in families]), get_families_of(frappe.session.user)
	for family in families:
		family.update({"last_visit": seen.get(family.name), "is_own": family.name in own})
		family.update({name: as_written(family[name] or "") for name in fields if name != "name"})
	families.sort(key=lambda family: str(family.last_visit or ""), reverse=True)
	return sorted(families, key=lambda family: not family.is_own)


def _last_visits(families: list[str]) -> dict:
	"""Family → day of its last visit; for families that the user may see."""
	if not families:
		return {}
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.family, Max(visit.visit_date))
	return dict(query.where(visit.family.isin(families)).groupby(visit.family).run())


def _drafts() -> list[dict]:
	return frappe.get_list(
		"Visit Draft",
		filters={"owner": frappe.session.user},
		fields=["family", "entry_key", "payload"],
		order_by="modified desc",
		limit_page_length=0,
	)


def _own_draft(family: str):
	name = frappe.db.get_value("Visit Draft", {"family": family, "owner": frappe.session.user})
	return frappe.get_doc("Visit Draft", name) if name else None


def _forget_draft(family: str) -> None:
	# Not delete_doc, which would keep the text among the Deleted Documents; the filter leaves the user's own.
	frappe.db.delete("Visit Draft", {"family": family, "owner": frappe.session.user})


def _one_save_at_a_time() -> None:
	"""A second tap waits for the first one's end, and then finds its visit."""
	frappe.db.get_value("User", frappe.session.user, "name", for_update=True)


def _saved(entry_key: str) -> dict | None:
	"""What the user is told of their visit of this key. Raises EntryKeyError when it is somebody else's.

	A locking read: it sees what another request has just committed, not what stood there when this one began.
	"""
	visit = frappe.db.get_value(
		"Family Visit", {"entry_key": entry_key}, [*ANSWERED, "owner"], as_dict=True, for_update=True
	)
	if visit and visit.owner != frappe.session.user:
		frappe.throw(_("This key belongs to another person's entry."), EntryKeyError)
	return visit


def _visit_of(values: dict, entry_key: str):
	require_read("Family", cstr(values.get("family")))
	visit = frappe.new_doc("Family Visit")
	visit.update({fieldname: cstr(values[fieldname]) for fieldname in TYPED if values.get(fieldname)})
	visit.update({"entry_key": entry_key, "assistant": frappe.session.user})
	if visit.signature:
		visit.signature_mode = "On Screen"
	for name in texts_in(values.get("participants")):
		visit.append("participants", {"full_name": name})
	worked_on = texts_in(values.get("scheduled_actions"))
	for name in worked_on:
		visit.append("scheduled_actions", {"scheduled_action": name})
	visit.actions = _in_words(visit.family, worked_on)
	return visit


def _in_words(family: str, scheduled_actions: list[str]) -> str:
	"""The ticked actions as the service card (F5) says them."""
	if not scheduled_actions:
		return ""
	actions = frappe.get_list(
		"Scheduled Action",
		filters={"family": family, "name": ["in", scheduled_actions]},
		pluck="action",
		order_by="due_date, name",
		limit_page_length=0,
	)
	return "; ".join(actions)


def _typed(visit: str | dict) -> dict:
	"""Return what a client sent as a visit. Raises DraftError for anything but an object."""
	typed = parse(visit)
	if not isinstance(typed, dict):
		frappe.throw(_("{0}: this is no draft of a visit.").format(frappe.bold(_("Visit"))), DraftError)
	return typed
