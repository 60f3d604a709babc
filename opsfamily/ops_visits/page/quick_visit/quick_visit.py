"""The server side of the page `quick-visit`, on which a visit is written on a phone.

Everything goes through the permissions and rules of Family Visit and Visit Draft. No typed text is lost: a draft
is kept while the user types, and a visit that is sent twice is stored once.
"""

from datetime import timedelta

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import add_days, cint, cstr, get_datetime, getdate
from frappe.utils.password import get_encryption_key

from opsfamily.arguments import as_moment, as_object, parse, refuse_missing, texts_in
from opsfamily.case.days import FutureDateError
from opsfamily.case.locks import lock_family, lock_worker, read_now, repeated_once
from opsfamily.case.office_columns import get_listed_fields
from opsfamily.case.office_fields import get_office_fields, set_office_fields
from opsfamily.case.travel import is_counted
from opsfamily.case.values import is_day, is_hour
from opsfamily.core.closing import CASE_CLOSED
from opsfamily.core.contact_kinds import ATTEMPT, BY_PHONE
from opsfamily.core.entry import DRAFTED, is_device_id, person_tag
from opsfamily.core.entry import device_key as key_of_device
from opsfamily.exceptions import ActionsMissingError, DraftError, EntryKeyError
from opsfamily.office import get_setting
from opsfamily.ops_paper.custom_fields import get_screen_lines
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_visits.doctype.contact_kind.contact_kind import get_kinds
from opsfamily.ops_visits.doctype.family_visit.tasks import close_tasks_at
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.planned_visit import agenda, plans
from opsfamily.ops_visits.doctype.visit_draft.visit_draft import require_entry_key
from opsfamily.permissions.documents import require_any
from opsfamily.permissions.gate import can_read_sensitive_fields, require_read
from opsfamily.permissions.rule import can_see_section, get_families_of, get_kept_months

# Fields that the page may fill in; the server sets all others.
TYPED = (
	"family",
	"kind",
	"place",
	"after_withdrawal",
	"visit_date",
	"from_time",
	"to_time",
	"ends_next_day",
	"introductory",
	"course",
	"next_meeting_tasks",
	"signature",
	"signed_by",
	"kilometres",
	"travel_from",
	"travel_to",
)
# Fields that the server sets of what the page sends; none of them is asked for once more.
SET_BY_SERVER = frozenset(
	{"naming_series", "planned_visit", "assistant", "actions", "participants", "scheduled_actions", "tasks"}
)
# Fields that the page has for visits only, and those that it has where the office pays for travel.
NOT_OF_CALLS = frozenset({"place", "after_withdrawal", "next_meeting_tasks", "signature", "signed_by"})
OF_TRAVEL = frozenset({"kilometres", "travel_from", "travel_to"})
# Child tables of a visit that the page fills in.
ROWS = ("participants", "scheduled_actions", "tasks")
# Fields of a saved visit that are returned to the page: no text that it has not sent itself.
ANSWERED = ("name", "family", "visit_date", "minutes")
# Days after which an untouched draft is deleted: by then it was written elsewhere or given up.
DRAFT_DAYS = 60
# The page's script reads it after a logout, to delete the user's drafts from the device.
LOGGED_OUT_COOKIE = "opsfamily_logged_out"


@frappe.whitelist(methods=["GET"])
def start() -> dict:
	"""Return the page's first screen: the user's plan of today and families, the kinds of contact, the user's unfinished
	visits, the user's open outing, what else the office wants to know of a visit and of a call (`office`), and the token that
	a page needs which stayed open over a new login (`csrf_token`; the Desk is given the same)."""
	_require_writer()
	kinds = frappe.get_list(
		"Contact Kind", filters={"disabled": 0}, pluck="name", order_by="creation, name", limit_page_length=0
	)
	return {
		"families": _get_families(),
		"kinds": kinds,
		"phone_kind": next((kind for kind in get_kinds(BY_PHONE) if kind in kinds), None),
		"done_by_themselves": [*get_kinds(BY_PHONE), *get_kinds(ATTEMPT)],
		"attempt_kinds": [kind for kind in get_kinds(ATTEMPT) if kind in kinds],
		"plan": agenda.get_today(),
		"drafts": _get_drafts(),
		"goes_out": bool(frappe.has_permission("Home Outing", "create")),
		"outing": outings.get_current(frappe.session.user),
		"office": {
			mode: get_office_fields("Family Visit", get_known_fields(mode), ROWS)
			for mode in ("visit", "phone")
		},
		"office_of_outing": outings.get_fields_to_ask(),
		"csrf_token": frappe.session.data.get("csrf_token"),
	}


def get_known_fields(mode: str) -> frozenset[str]:
	"""Return the fields of a visit that the page, or the server for it, fills in. mode: `visit` or `phone`."""
	known = {*TYPED, *SET_BY_SERVER}
	if mode == "phone":
		return frozenset(known - NOT_OF_CALLS - OF_TRAVEL)
	return frozenset(known if is_counted() else known - OF_TRAVEL)


@frappe.whitelist(methods=["POST"])
@repeated_once
def save(entry_key: str = "", visit: str | dict = "", joined: str | dict = "") -> dict:
	"""Save what the page sends as a Family Visit of the user. Return the fields of it that the page shows.

	The same key sent again, by a double tap or because the answer was lost, returns the same visit.
	joined: the other drafts whose text stands in the visit (`_forget_joined`).
	Raises EntryKeyError, DraftError and the errors of Family Visit.
	"""
	_require_writer()
	require_entry_key(entry_key)
	# A second request of the user waits here until the first one is committed, so that it finds its visit.
	lock_family(as_object(visit).get("family"))
	lock_worker(frappe.session.user)
	saved = _get_saved_visit(entry_key)
	if not saved:
		values = _parse_visit(visit)
		_refuse_later_than_written(values)
		saved = _make_visit(values, entry_key).insert()
		close_tasks_at(saved, values.get("closed_tasks"))
		_forget_draft(saved.family, entry_key)
		_forget_joined(saved.family, as_object(joined))
	return {fieldname: saved.get(fieldname) for fieldname in ANSWERED}


@frappe.whitelist(methods=["POST"])
@repeated_once
def save_draft(family: str = "", entry_key: str = "", payload: str = "", joined: str | dict = "") -> dict:
	"""Keep what was typed so far, for the user only. Return the name of the visit if it was saved meanwhile.

	joined: the other drafts whose text stands in this one (`_forget_joined`).
	"""
	_require_writer()
	require_entry_key(entry_key)
	lock_family(family)
	visit = _get_saved_visit(entry_key)
	if not visit:
		require_read("Family", family)
		draft = _get_own_draft(family, entry_key) or frappe.new_doc("Visit Draft")
		draft.update({"family": draft.family or family, "entry_key": entry_key, "payload": payload})
		# Nobody sees a draft's form: nothing that an office has made mandatory on it may lose typed text.
		draft.flags.ignore_mandatory = bool(family and payload)
		draft.save()
		_forget_joined(family, as_object(joined))
	return {"visit": visit.name if visit else None}


@frappe.whitelist(methods=["POST"])
def discard_draft(family: str = "", entry_key: str = "", joined: str | dict = "") -> None:
	"""Delete the user's own draft with this key, and those whose text was joined to it (`_forget_joined`).

	Without a key, as a page that was opened before the update asks, all of the user's drafts for the family.
	"""
	_require_writer()
	_forget_draft(family, entry_key)
	_forget_joined(family, as_object(joined))


@frappe.whitelist(methods=["POST"])
def device_key(device: str = "") -> dict:
	"""Return the `key` by which a page or a form encrypts drafts on this device, for how many `hours` they are kept, and
	the `tag` that marks them as the user's.

	device: an identifier that the page made for the device. No key when the office keeps no drafts on devices.
	Raises DraftError without an identifier.
	"""
	require_any("create", *DRAFTED)
	if not is_device_id(device):
		refuse_missing(frappe.bold(_("Device")), DraftError)
	secret, user, hours = get_encryption_key(), frappe.session.user, get_setting("device_draft_hours")
	return {
		"tag": person_tag(secret, user),
		"hours": hours,
		"key": key_of_device(secret, user, device) if hours else None,
	}


def tell_device_of_logout(login_manager=None) -> None:
	"""Set a cookie that lets the app's next page on this device delete the user's drafts there (`on_logout` hook)."""
	if frappe.session.user == "Guest" or not getattr(frappe.local, "cookie_manager", None):
		return
	tag = person_tag(get_encryption_key(), frappe.session.user)
	frappe.local.cookie_manager.set_cookie(LOGGED_OUT_COOKIE, tag)


def forget_old_drafts() -> None:
	"""Delete drafts that nobody has touched for 60 days; runs daily."""
	frappe.db.delete("Visit Draft", {"modified": ["<", add_days(getdate(), -DRAFT_DAYS)]})


def _require_writer() -> None:
	if not frappe.has_permission("Family Visit", "create"):
		raise frappe.PermissionError


def _get_families() -> list[dict]:
	"""Return families that are not closed: the user's own first, and of these the last visited on top.

	`own`: lines of the fields that the office added to the list of families.
	"""
	fields, own_fields = ["name", "representative"], get_listed_fields("Family")
	if can_read_sensitive_fields("Family"):
		fields.append("home_warning")
	families = frappe.get_list(
		"Family",
		filters={"status": ["!=", CASE_CLOSED]},
		fields=[*fields, *(df.fieldname for df in own_fields)],
		order_by="representative, name",
		limit_page_length=0,
	)
	last_visits = _get_last_visits([family.name for family in families])
	own_families = get_families_of(frappe.session.user)
	for family in families:
		family.update({"last_visit": last_visits.get(family.name), "is_own": family.name in own_families})
		family.update({name: as_written(family[name] or "") for name in fields if name != "name"})
		family.update({"own": get_screen_lines(family, own_fields)})
	families.sort(key=lambda family: str(family.last_visit or ""), reverse=True)
	return sorted(families, key=lambda family: not family.is_own)


def _get_last_visits(families: list[str]) -> dict:
	"""Return family → day of its last visit. families: names that the user may see."""
	if not families:
		return {}
	visit = frappe.qb.DocType("Family Visit")
	query = frappe.qb.from_(visit).select(visit.family, Max(visit.visit_date)).groupby(visit.family)
	# All of them at once are read faster than a list of them; the page shows those of its families alone.
	if not can_see_section(frappe.session.user):
		query = query.where(visit.family.isin(families))
	return dict(query.run())


def _get_drafts() -> list[dict]:
	return frappe.get_list(
		"Visit Draft",
		filters={"owner": frappe.session.user},
		fields=["family", "entry_key", "payload"],
		order_by="modified desc",
		limit_page_length=0,
	)


def _get_own_draft(family: str, entry_key: str):
	own = {"family": family, "owner": frappe.session.user, "entry_key": entry_key}
	# A locking read, so that a draft is found that was kept while this request waited.
	name = frappe.db.get_value("Visit Draft", own, for_update=True)
	return frappe.get_doc("Visit Draft", name, for_update=True) if name else None


def _forget_draft(family: str, entry_key: str) -> None:
	"""Delete the user's own draft with this key; without a key, all of the user's for the family."""
	own = {"family": family, "owner": frappe.session.user}
	# Not delete_doc, which would keep the text as a Deleted Document; the filter selects only the user's own drafts.
	frappe.db.delete("Visit Draft", {**own, "entry_key": entry_key} if entry_key else own)


def _forget_joined(family: str, joined: dict) -> None:
	"""Delete the user's own drafts whose text stands in another entry; one that was typed on since then stays.

	joined: key of a draft → when it had been typed last, as its payload says (milliseconds).
	"""
	if not joined:
		return
	own = {"family": family, "owner": frappe.session.user, "entry_key": ["in", [*joined]]}
	for draft in read_now("Visit Draft", own, ["entry_key", "payload"]):
		if cint(as_object(draft.payload).get("typed_at")) <= cint(joined.get(draft.entry_key)):
			_forget_draft(family, draft.entry_key)


def _get_saved_visit(entry_key: str) -> dict | None:
	"""Return the user's visit with this key, as the page shows it. Raises EntryKeyError when it is another user's.

	A locking read also sees what another request has committed since this one began.
	"""
	visit = frappe.db.get_value(
		"Family Visit", {"entry_key": entry_key}, [*ANSWERED, "owner"], as_dict=True, for_update=True
	)
	if visit and visit.owner != frappe.session.user:
		frappe.throw(_("This key belongs to another person's entry."), EntryKeyError)
	return visit


def _make_visit(values: dict, entry_key: str):
	family = cstr(values.get("family"))
	# What waited for the connection may be of a family that the user has left meanwhile: the visit's own rules decide.
	if family not in {kept for kept, _month in get_kept_months(frappe.session.user)}:
		require_read("Family", family)
	visit = frappe.new_doc("Family Visit")
	visit.update({fieldname: cstr(values[fieldname]) for fieldname in TYPED if values.get(fieldname)})
	visit.update({"entry_key": entry_key, "assistant": frappe.session.user})
	# A plan that somebody has called off meanwhile must not keep the visit from being written.
	visit.planned_visit = plans.get_if_open(cstr(values.get("planned_visit")), family)
	if visit.signature:
		visit.signature_mode = "On Screen"
	for name in texts_in(values.get("participants")):
		visit.append("participants", {"full_name": name})
	worked_on = texts_in(values.get("scheduled_actions"))
	for name in worked_on:
		visit.append("scheduled_actions", {"scheduled_action": name})
	visit.actions = _get_actions_text(visit, worked_on, values)
	mode = "phone" if values.get("mode") == "phone" else "visit"
	set_office_fields(visit, values.get("office"), get_known_fields(mode))
	return visit


def _refuse_later_than_written(values: dict) -> None:
	"""Refuse a contact that ended after it was written: an entry that waited for the connection is judged by its own
	time, when the user pressed the button (FutureDateError)."""
	written, (day, end) = values.get("written_at"), (values.get("visit_date"), values.get("to_time"))
	if not (written and day and end and is_day(day) and is_hour(cstr(end))):
		return
	ended = get_datetime(f"{day} {end}") + timedelta(days=cint(values.get("ends_next_day")))
	tolerance = timedelta(minutes=get_setting("clock_tolerance_minutes"))
	if ended > as_moment(cstr(written), _("Written At")) + tolerance:
		label = frappe.bold(_(frappe.get_meta("Family Visit").get_label("to_time")))
		frappe.throw(
			_("{0} ({1}) had not come when the visit was written.").format(label, cstr(end)[:5]),
			FutureDateError,
		)


def _get_actions_text(visit, worked_on: list[str], values: dict) -> str:
	"""Return what was done as one text, as the service card (F5) prints it: ticked actions of the schedule, ticked usual
	ones, and the typed line. A phone call or an attempt without any is itself what was done.

	Raises ActionsMissingError.
	"""
	typed = cstr(values.get("actions")).strip()
	actions = [
		*_get_scheduled_actions(visit.family, worked_on),
		*texts_in(values.get("usual_actions")),
		typed,
	]
	text = "; ".join(filter(None, dict.fromkeys(actions)))
	if not text and _is_done_by_itself(visit.kind):
		return visit.kind
	if not text:
		refuse_missing(frappe.bold(_(visit.meta.get_label("actions"))), ActionsMissingError)
	return text


def _is_done_by_itself(kind: str | None) -> bool:
	return frappe.db.get_value("Contact Kind", kind, "nature") in (BY_PHONE, ATTEMPT)


def _get_scheduled_actions(family: str, scheduled_actions: list[str]) -> list[str]:
	if not scheduled_actions:
		return []
	return frappe.get_list(
		"Scheduled Action",
		filters={"family": family, "name": ["in", scheduled_actions]},
		pluck="action",
		order_by="due_date, name",
		limit_page_length=0,
	)


def _parse_visit(visit: str | dict) -> dict:
	"""Return the values of a visit that a client sent. Raises DraftError for anything but an object."""
	values = parse(visit)
	if not isinstance(values, dict):
		frappe.throw(_("{0}: this is no draft of a visit.").format(frappe.bold(_("Visit"))), DraftError)
	return values
