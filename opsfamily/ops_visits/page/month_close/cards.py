"""Many cards at once: prepared in the background, sent, accepted. A refused card does not stop the others."""

from collections.abc import Callable, Iterable
from hashlib import sha256

import frappe
from frappe import _
from frappe.model.workflow import apply_workflow, get_workflow_name
from frappe.translate import get_user_lang
from frappe.utils import strip_html
from frappe.utils.background_jobs import is_job_enqueued

from opsfamily.case import meanings as states
from opsfamily.case.locks import TryAgainError, lock_families, repeated_once
from opsfamily.case.office_fields import get_office_fields, lacks_office_fields, set_office_fields
from opsfamily.core.meanings import ACCEPTED, DOCSTATUS, FROZEN, OPEN, RETURNED, SENT
from opsfamily.exceptions import CardStateError
from opsfamily.ops_visits.doctype.assistant_timesheet.assistant_timesheet import get_live_card
from opsfamily.ops_visits.page.month_close.overview import CARD, get_cards, get_families_to_prepare

NONE, WAITING, RUNNING, DONE, STOPPED = "none", "waiting", "running", "done", "stopped"
MADE, REFRESHED, KEPT, REFUSED = "made", "refreshed", "kept", "refused"
# Fields of a card that the page or the server fills in; what else is mandatory the page asks for.
KNOWN = frozenset(
	{
		"naming_series",
		"family",
		"month",
		"assistant",
		"rows",
		"early_reason",
		"sole_acceptance_reason",
		"return_reason",
	}
)
KEPT_SECONDS = 24 * 60 * 60
PRESSED_TWICE_SECONDS = 10


def get_fields_to_ask() -> dict:
	"""Return what the office wants to know in a card besides what is copied from the visits."""
	return get_office_fields(CARD, KNOWN)


def get_lacking_cards(month: str) -> list[str]:
	"""Return the month's cards that have no value in a field that their office has made mandatory since."""
	asked = [field["fieldname"] for field in get_fields_to_ask()["fields"] if field["reqd"]]
	if not asked:
		return []
	rows = frappe.get_list(
		CARD,
		filters={"month": month, "docstatus": ["<", 2]},
		fields=["name", *asked],
		order_by="name",
		limit_page_length=0,
	)
	return [row.name for row in rows if any(row.get(fieldname) in (None, "") for fieldname in asked)]


def start_preparing(month: str, office: dict | None = None) -> dict:
	"""Begin to prepare the user's cards in the background, unless that is under way. Return the progress.

	office: values of the office's own mandatory fields, for the cards that have none yet.
	"""
	job = _get_job_id(month)
	pressed = frappe.cache.make_key(f"{job}-pressed")
	if not frappe.cache.set(pressed, 1, nx=True, ex=PRESSED_TWICE_SECONDS):
		return get_progress(month)
	if not is_job_enqueued(job):
		_write_progress(month, {"state": WAITING, "total": 0, "results": []})
		frappe.enqueue(
			prepare_cards, queue="default", job_id=job, deduplicate=True, month=month, office=office
		)
	frappe.cache.delete(pressed)
	return get_progress(month)


@repeated_once
def prepare_cards(month: str, office: dict | None = None) -> None:
	"""Make or refresh the cards of all the user's families: a background job, run as the user who asked for it."""
	frappe.local.lang = get_user_lang(frappe.session.user)
	families = get_families_to_prepare(month, frappe.session.user)
	progress = {"state": RUNNING, "total": len(families), "results": []}
	_write_progress(month, progress)
	lock_families(families)
	for family, representative in families.items():
		labels = {"family": family, "representative": representative}
		progress["results"].append(
			_try_one(labels, lambda family=family: make_or_refresh(family, month, office))
		)
		_write_progress(month, progress)
	# Other requests see the cards once they are committed, so the job is shown as done only then.
	frappe.db.after_commit.add(lambda: _write_progress(month, {**progress, "state": DONE}))


def get_progress(month: str) -> dict:
	"""Return the progress of the user's job for the month: `state`, `total`, and one of `results` per family so far."""
	# Looked up before the progress: a job that ends in between must not count as one that broke off.
	is_alive = is_job_enqueued(_get_job_id(month))
	progress = frappe.cache.get_value(_get_progress_key(month), user=frappe.session.user, expires=True)
	progress = progress or {"state": NONE, "total": 0, "results": []}
	if progress["state"] in (WAITING, RUNNING) and not is_alive:
		progress["state"] = STOPPED
	return progress


def make_or_refresh(family: str, month: str, office: dict | None = None) -> dict:
	"""Make the user's card of a family, or copy the visits to it anew. Return its name and the `outcome`.

	A card that is sent or accepted is left as it is. office: as `start_preparing`.
	"""
	live = get_live_card(family, month, frappe.session.user)
	if not live:
		values = {"doctype": CARD, "family": family, "month": month, "assistant": frappe.session.user}
		made = frappe.get_doc(values)
		set_office_fields(made, office, KNOWN)
		return {"outcome": MADE, "card": made.insert().name}
	doc = frappe.get_doc(CARD, live.name)
	doc.check_permission("write")
	if doc.state_meaning in FROZEN or doc.is_up_to_date():
		return {"outcome": KEPT, "card": doc.name}
	_fill_office_fields(doc, office)
	doc.fetch_visits()
	return {"outcome": REFRESHED, "card": doc.name}


def send_own_cards(month: str, early_reason: str = "", office: dict | None = None) -> list[dict]:
	"""Send every card of the user that is not sent yet. Return one result per card.

	office: as `start_preparing`.
	"""
	cards = get_cards(month, assistant=frappe.session.user, state_meaning=["in", OPEN])
	lock_families(each.family for each in cards)
	values = {"early_reason": early_reason}
	return [_try_move(each.name, each.representative, SENT, values, office) for each in cards]


def accept_cards(names: Iterable[str], reason: str = "", office: dict | None = None) -> list[dict]:
	"""Accept these cards. Return one result per card that the user may see.

	office: as `start_preparing`; a card may have been sent before its office made a field mandatory.
	"""
	cards = frappe.get_list(
		CARD,
		filters={"name": ["in", list(names)]},
		fields=["name", "representative", "family", "sent_by"],
		order_by="representative, name",
		limit_page_length=0,
	)
	lock_families(each.family for each in cards)
	alone = {"sole_acceptance_reason": reason.strip()}
	return [
		_try_move(
			each.name,
			each.representative,
			ACCEPTED,
			alone if each.sent_by == frappe.session.user else {},
			office,
		)
		for each in cards
	]


def return_card(name: str, reason: str, office: dict | None = None) -> None:
	"""Return a sent card to its assistant. Raises ReasonMissingError and other errors of Assistant Timesheet."""
	doc = frappe.get_doc(CARD, name)
	doc.check_permission("write")
	_store(doc, {"return_reason": reason.strip()} if doc.state_meaning == SENT else {}, office)
	move(doc, RETURNED)


def _store(doc, values: dict[str, str], office: dict | None = None) -> None:
	"""Save what the move needs: the workflow's action reads the card anew."""
	values = {fieldname: value for fieldname, value in values.items() if value}
	is_filled = _fill_office_fields(doc, office)
	if values or is_filled:
		doc.update(values)
		doc.save()


def _fill_office_fields(doc, office: dict | None) -> bool:
	"""Fill in what the page has asked for, in a card that has none of it yet. Return whether it was filled in."""
	is_filled = bool(office) and lacks_office_fields(doc, KNOWN)
	if is_filled:
		set_office_fields(doc, office, KNOWN)
	return is_filled


def move(doc, meaning: str) -> None:
	"""Move a card to a state with this meaning, or by the next step on the way to it, as the office's Workflow has it;
	without a Workflow, by saving or submitting it.

	Raises CardStateError when no step of the user's roles leads there.
	"""
	if not get_workflow_name(CARD):
		doc.workflow_state = states.find_said_state(CARD, meaning)
		doc.submit() if DOCSTATUS[meaning] == 1 else doc.save()
		return
	step = states.find_step(doc, meaning)
	if not step:
		frappe.throw(
			_("The card cannot go from “{0}” to “{1}”.").format(
				_(doc.workflow_state), _(states.find_next_state(doc, meaning) or meaning)
			),
			CardStateError,
		)
	apply_workflow(doc, step.action)


def _try_move(
	name: str, representative: str, meaning: str, values: dict[str, str], office: dict | None = None
) -> dict:
	def work() -> dict:
		doc = frappe.get_doc(CARD, name)
		_store(doc, values, office)
		move(doc, meaning)
		return get_outcome(name)

	return _try_one({"card": name, "representative": representative}, work)


def get_outcome(name: str) -> dict:
	"""Return the card's new state as the office calls it (`outcome`), and what it means."""
	state, meaning = frappe.db.get_value(CARD, name, ["workflow_state", "state_meaning"])
	return {"outcome": state, "meaning": meaning}


def _try_one(labels: dict, work: Callable[[], dict]) -> dict:
	"""Do one piece of work. Return its result with the labels; a refused one is undone and has a `reason`."""
	frappe.db.savepoint("one_card")
	try:
		return {**labels, **work()}
	except TryAgainError:
		# The database has undone the whole transaction, the other cards as well.
		raise
	except frappe.PermissionError:
		reason = _("This document is not yours to see.")
	except frappe.ValidationError as refusal:
		reason = strip_html(str(refusal))
	except Exception:
		frappe.db.rollback(save_point="one_card")
		frappe.log_error(title="Closing a month")
		return {**labels, "outcome": REFUSED, "reason": _("An unexpected error; the administrator sees it.")}
	frappe.db.rollback(save_point="one_card")
	# The reason is part of the result, so no message is shown for it.
	frappe.clear_messages()
	return {**labels, "outcome": REFUSED, "reason": reason}


def _write_progress(month: str, progress: dict) -> None:
	key, user = _get_progress_key(month), frappe.session.user
	frappe.cache.set_value(key, progress, user=user, expires_in_sec=KEPT_SECONDS)


def _get_progress_key(month: str) -> str:
	return f"opsfamily_month_close:{month}"


def _get_job_id(month: str) -> str:
	# A hash: which signs the id of a job may have differs between versions of the queue.
	return "month-close-" + sha256(f"{frappe.session.user} {month}".encode()).hexdigest()[:24]
