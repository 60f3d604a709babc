"""The app's own methods for clients: stable names for REST, form scripts and an office's own scripts.

Every one checks the permission of the document that it is asked for; what changes something is POST only.
"""

import frappe
from frappe import _
from frappe.core.doctype.access_log.access_log import make_access_log
from frappe.utils import cint, getdate

from opsfamily.arguments import as_object, texts_in
from opsfamily.case.closing import standing_closing
from opsfamily.case.household import household_of, names_of
from opsfamily.case.workload import loads_of_assistants
from opsfamily.core.contact_kinds import PHONE_CALL
from opsfamily.core.months import month_of
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_casework.doctype.family import completeness as file_complete
from opsfamily.ops_casework.doctype.family.overview import overview_html
from opsfamily.ops_casework.page.assessment_comparison import comparison
from opsfamily.ops_day_centre.page.centre_day import centre_day as centre_pages
from opsfamily.ops_day_centre.report.day_centre_attendance.attendance import attendance_pdf
from opsfamily.ops_paper.together import blank_pdf, one_pdf, sheet_pdf
from opsfamily.ops_paper.values import as_written
from opsfamily.ops_paper.xlsx import timesheet_workbook
from opsfamily.ops_teamwork.doctype.case_conference import guests as conference_guests
from opsfamily.ops_teamwork.doctype.case_conference import invitations
from opsfamily.ops_teamwork.page.case_manager import case_manager as manager_page
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.other_work_time import sums as work_time
from opsfamily.permissions.gate import require_read
from opsfamily.permissions.known import is_confidential
from opsfamily.permissions.traces import was_just_viewed


@frappe.whitelist(methods=["POST"])
def fetch_visits(timesheet: str = "") -> dict:
	"""Make a draft card's rows anew from the month's visits. Answers the card.

	Raises CardFrozenError when it is sent or accepted.
	"""
	card = _permitted("Assistant Timesheet", timesheet, "write")
	card.fetch_visits()
	return card.as_dict()


@frappe.whitelist(methods=["POST"])
def withdraw_acceptance(timesheet: str = "", reason: str = "") -> str:
	"""Cancel an accepted card for a reason and open its amendment. Answers the draft's name.

	Raises ReasonMissingError, NotAcceptorError, SelfAcceptanceError.
	"""
	card = _permitted("Assistant Timesheet", timesheet, "cancel")
	return card.withdraw_acceptance(reason).name


@frappe.whitelist(methods=["POST"])
def new_version(doctype: str = "", name: str = "") -> str:
	"""A draft that replaces a running plan or schedule. Answers the draft's name.

	Raises ReplacedVersionError when the document is not the running version.
	"""
	if doctype not in ("Family Work Plan", "Action Schedule"):
		frappe.throw(_("{0} has no versions.").format(_(doctype)))
	return _permitted(doctype, name, "read").new_version().name


@frappe.whitelist(methods=["GET"])
def visit_context(family: str = "") -> dict:
	"""What a new visit needs to know of its family: the warning for the home (for whoever may read it), members'
	names, pending actions; place, kind and „do następnego spotkania” of the last visit (a phone call is none)."""
	doc = _viewed_family(family)
	doc.apply_fieldlevel_read_permissions()
	actions = frappe.get_list(
		"Scheduled Action",
		filters={"family": family, "outcome": PENDING},
		fields=["name", "party", "action", "due_date"],
		order_by="due_date, name",
		limit_page_length=0,
	)
	for action in actions:
		action.action = as_written(action.action or "")
	last = frappe.get_list(
		"Family Visit",
		filters={"family": family, "kind": ["!=", PHONE_CALL]},
		fields=["place", "kind", "visit_date", "next_meeting_tasks"],
		order_by="visit_date desc, from_time desc",
		limit_page_length=1,
	)
	last = last[0] if last else frappe._dict()
	return {
		"warning": as_written(doc.get("home_warning") or "") or None,
		"members": [as_written(member.full_name or "") for member in doc.members],
		"actions": actions,
		"last_place": as_written(last.place or ""),
		"last_kind": last.kind,
		"last_visit": last.visit_date,
		"last_tasks": as_written(last.next_meeting_tasks or ""),
	}


@frappe.whitelist(methods=["GET"])
def household(family: str = "") -> dict:
	"""What a new assessment takes over from its family, at the permission levels of the reader."""
	doc = _viewed_family(family)
	doc.apply_fieldlevel_read_permissions()
	fields = ("representative", "address", "phone")
	return {
		**{fieldname: doc.get(fieldname) for fieldname in fields},
		"members": [member.as_dict(no_default_fields=True) for member in doc.members],
	}


@frappe.whitelist(methods=["GET"])
def family_overview(family: str = "") -> str:
	"""The family at a glance, as HTML for the top of its form: goal, clocks, visits, actions, two pictures."""
	return overview_html(_viewed_once("Family", family))


@frappe.whitelist(methods=["GET"])
def assessment_comparison(family: str = "", later: str = "", earlier: str = "") -> dict:
	"""Two assessments side by side: their names, the family's choices, and `html` (empty without a pair).

	By default the family's newest one and the one before it. Raises AssessmentsOfTwoFamiliesError.
	"""
	_permitted("Family", family, "read")
	choices = comparison.choices_of(family)
	later, earlier = comparison.chosen(choices, later, earlier)
	pair = {"later": later, "earlier": earlier}
	return {
		"family": family,
		**pair,
		"choices": [{"value": row.name, "label": comparison.label_of(row)} for row in choices],
		"html": _compared(earlier, later)
		if all(pair.values())
		else _("There are no two assessments to compare."),
	}


@frappe.whitelist(methods=["GET"])
def assessment_comparison_pdf(later: str = "", earlier: str = "") -> None:
	"""Two assessments side by side as PDF, for whoever may print both. Raises AssessmentsOfTwoFamiliesError."""
	both = [_permitted("Family Assessment", name, "print") for name in (earlier, later)]
	pdf = sheet_pdf(comparison.comparison_html(*both), _("Assessment Comparison"))
	for doc in both:
		make_access_log(doctype=doc.doctype, document=doc.name, file_type="PDF", method="Print")
	_answer_file("pdf", f"{later}-{earlier}.pdf", pdf)


@frappe.whitelist(methods=["GET"])
def timesheets_pdf(timesheets: str = "", print_format: str = "") -> None:
	"""The papers of several cards (a JSON list of names) in one PDF, to be signed or filed together.

	print_format: one, or a JSON list of them, each printed for every card; by default the DocType's own.
	"""
	cards = [_permitted("Assistant Timesheet", name, "print") for name in texts_in(timesheets)]
	if not cards:
		frappe.throw(_("{0} is missing.").format(frappe.bold(_("Assistant Timesheet"))))
	wanted = texts_in(print_format) or [print_format]
	papers = [_paper_of("Assistant Timesheet", paper) for paper in wanted]
	_answer_file("pdf", "karty.pdf", one_pdf(cards, papers))


@frappe.whitelist(methods=["GET"])
def blank_form(doctype: str = "", print_format: str | None = None) -> None:
	"""The empty form of a DocType as PDF, to be filled in by pen, for whoever may create one.

	print_format: by default the DocType's own. Raises PermissionError, or ValidationError when the DocType
	has no such paper.
	"""
	if not is_confidential(doctype):
		frappe.throw(_("{0} has no paper form.").format(doctype))
	if not frappe.has_permission(doctype, "create"):
		raise frappe.PermissionError
	paper = _paper_of(doctype, print_format)
	_answer_file("pdf", f"{paper} - pusty.pdf", blank_pdf(doctype, paper))


@frappe.whitelist(methods=["GET"])
def timesheet_xlsx(timesheet: str = "") -> None:
	"""A monthly card as XLSX, for whoever may print it; the download is logged like a print."""
	card = _permitted("Assistant Timesheet", timesheet, "read")
	card.check_permission("print")
	make_access_log(doctype=card.doctype, document=card.name, file_type="XLSX", method="Print")
	_answer_file("download", f"{card.name}.xlsx", timesheet_workbook(card))


@frappe.whitelist(methods=["POST"])
def prepare_access_copy(access_copy: str = "") -> dict:
	"""Fill a draft access copy anew from the family's documents. Answers the copy.

	Raises AlreadyReleasedError when it was submitted.
	"""
	copy = _permitted("Access Copy", access_copy, "write")
	copy.prepare()
	return copy.as_dict()


@frappe.whitelist(methods=["GET"])
def household_names(family: str = "") -> list[str]:
	"""Names of everybody who is or was in the household, for whoever may make an access copy."""
	if not frappe.has_permission("Access Copy", "create"):
		raise frappe.PermissionError
	require_read("Family", family)
	return sorted({member.full_name for member in household_of(family)})


@frappe.whitelist(methods=["GET"])
def assistant_loads(day: str = "", family: str = "") -> list[dict]:
	"""How much work every assistant has on a day, for whoever asks for one or assigns one.

	day: today unless given. family: what each would have with this family on top (one's own families only).
	Numbers of the whole section, no family's name.
	"""
	if not any(
		frappe.has_permission(doctype, "create") for doctype in ("Assistant Request", "Case Assignment")
	):
		raise frappe.PermissionError
	if family:
		require_read("Family", family)
	return loads_of_assistants(getdate(day or None), family or None)


@frappe.whitelist(methods=["GET"])
def household_choices(family: str = "") -> list[str]:
	"""Names to choose from on a paper about one person: the representative and the members."""
	return names_of(_viewed_family(family))


@frappe.whitelist(methods=["POST"])
def reopen_case(closing: str = "", reason: str = "") -> str:
	"""Take the work with a closed family up again, as the head. Answers the family's name.

	Raises NotHeadError, NotClosedError, ReasonMissingError.
	"""
	doc = _permitted("Case Closing", closing, "read")
	doc.reopen(reason)
	return doc.family


@frappe.whitelist(methods=["POST"])
def compose_opinion(opinion: str = "") -> dict:
	"""Write the facts of a draft opinion anew from the file, as the user may read it. Answers the opinion."""
	doc = _permitted("Court Opinion", opinion, "write")
	doc.compose()
	doc.save()
	return doc.as_dict()


@frappe.whitelist(methods=["POST"])
def invite_to_conference(conference: str = "") -> dict:
	"""Send the guests of a planned conference their invitations, or newer ones. Answers the names of those to
	whom one is `sent`, and of those `without_address`.

	Raises InvitationError, BlankTimeError, NoOutgoingAccountError.
	"""
	return invitations.invite(_permitted("Case Conference", conference, "write"))


@frappe.whitelist(methods=["GET"])
def possible_guests(family: str = "") -> dict:
	"""Whom a conference about the family may invite: `workers` on the case today, `contacts` of its network."""
	return conference_guests.guests_of(_viewed_once("Family", family))


@frappe.whitelist(methods=["GET"])
def file_completeness(family: str = "") -> dict:
	"""What the family's file lacks, each with the way to make it, and the closing that is in force."""
	_permitted("Family", family, "read")
	return {"missing": file_complete.missing(family), "closing": standing_closing(family)}


@frappe.whitelist(methods=["POST"])
def go_out(family: str = "", minutes: str | int = 0, until: str = "") -> dict | None:
	"""The user goes out to the family's home. Answers the outing, as `current_outing`.

	minutes: for how long; until: or until what hour, HH:MM. Raises OutingEndError, SecondOutingError.
	"""
	require_read("Family", family)
	if not frappe.has_permission("Home Outing", "create"):
		raise frappe.PermissionError
	outings.go_out(family, cint(minutes), until)
	return outings.current(frappe.session.user)


@frappe.whitelist(methods=["POST"])
def stay_longer(outing: str = "", minutes: str | int = 0, until: str = "") -> dict | None:
	"""Move the expected end of an open outing, counted from now. Answers the user's open outing.

	Raises OutingEndError, OutingClosedError, SomebodyElsesWorkError.
	"""
	outings.stay_longer(_permitted("Home Outing", outing, "write"), cint(minutes), until)
	return outings.current(frappe.session.user)


@frappe.whitelist(methods=["POST"])
def come_back(outing: str = "") -> dict | None:
	"""The worker of the outing is back; the coordinator may say so for them. Answers the user's open outing.

	Whoever went out may say so also when they are no longer on the case. Raises SomebodyElsesWorkError.
	"""
	own = outings.current(frappe.session.user)
	if own and own["outing"] == outing:
		frappe.get_doc("Home Outing", outing).come_back()
	else:
		_permitted("Home Outing", outing, "write").come_back()
	return outings.current(frappe.session.user)


@frappe.whitelist(methods=["GET"])
def current_outing() -> dict | None:
	"""The user's own open outing: number, family, hours, whether it is late; nothing at the desk."""
	if not frappe.has_permission("Home Outing", "read"):
		raise frappe.PermissionError
	return outings.current(frappe.session.user)


@frappe.whitelist(methods=["GET"])
def other_work_state() -> dict:
	"""Whether the office counts work beside the families, and the kind that the user wrote last."""
	return work_time.state()


@frappe.whitelist(methods=["GET"])
def centre_day(centre: str = "", day: str = "") -> dict:
	"""The children of a day centre on a day with their notes, for whoever writes them.

	centre: by default the user's first; day: by default today. Raises PermissionError for a foreign centre.
	"""
	return centre_pages.screen(centre, day)


@frappe.whitelist(methods=["POST"])
def save_day_note(enrolment: str = "", day: str = "", values: str | dict = "") -> dict:
	"""Write or change a child's note of a day. Answers the note.

	values: presence, mood, behaviour, learning, alarm, alarm_text, and `modified` of the note that is changed.
	Raises DayNoteChangedError and whatever Day Centre Note refuses.
	"""
	return centre_pages.save(enrolment, day, as_object(values))


@frappe.whitelist(methods=["POST"])
def all_present(centre: str = "", day: str = "") -> dict:
	"""Note every child of the centre of whom nothing was noted that day as present. Answers as `centre_day`."""
	return centre_pages.all_present(centre, day)


@frappe.whitelist(methods=["GET"])
def attendance_list(centre: str = "", month: str = "", blank: str = "") -> None:
	"""The attendance list of a day centre as PDF, for its staff, coordinator and head; logged for each child.

	month: by default this one; blank: „1” for names without marks. Raises PermissionError, ForeignMonthError.
	"""
	month = month or month_of(getdate())
	pdf = attendance_pdf(month, centre, bool(cint(blank)))
	_answer_file("pdf", f"lista-obecnosci-{month}.pdf", pdf)


@frappe.whitelist(methods=["GET"])
def network_choices(family: str = "") -> list[str]:
	"""Institutions and people of the family's support network, to choose from when cooperation is recorded."""
	return [row.institution for row in _viewed_family(family).support_network]


@frappe.whitelist(methods=["POST"])
def appoint_case_manager(analysis: str = "", user: str = "") -> str:
	"""Put a case manager on the case from today, for the reason of a submitted analysis. Answers the name of
	the Case Assignment. user: by default who is proposed there.

	Raises NoManagerNeededError, SecondManagerError, PartRoleError.
	"""
	return _permitted("Case Analysis", analysis, "read").appoint_manager(user or None).name


@frappe.whitelist(methods=["GET"])
def case_manager_page(family: str = "") -> dict:
	"""The families whose case the user manages (coordinator and head: all managed ones), each with its tasks
	and its next review. family: only this one, whoever manages it."""
	if family:
		_viewed_once("Family", family)
	return manager_page.screen(family)


@frappe.whitelist(methods=["POST"])
def write_task_outcome(
	task: str = "", outcome: str = "", done_on: str | None = None, result: str | None = None
) -> dict:
	"""Write what came of a delegated task, as whoever it was given to or who delegates. Answers the task.

	done_on, result: what is not said stays as it was; empty text takes it away.

	Raises NotDelegatorError, DelegatedTaskFixedError, OutcomeError, FutureDateError.
	"""
	doc = _permitted("Delegated Task", task, "write")
	said = {"done_on": done_on, "result": result}
	doc.update({"outcome": outcome, **{key: text or None for key, text in said.items() if text is not None}})
	doc.save()
	return doc.as_dict()


def _answer_file(kind: str, filename: str, content: bytes) -> None:
	frappe.local.response.update({"type": kind, "filename": filename, "filecontent": content})


def _paper_of(doctype: str, print_format: str | None) -> str:
	"""The print format asked for, or the DocType's own. Raises ValidationError when it has no such paper."""
	paper = print_format or frappe.get_meta(doctype).default_print_format
	if not paper or frappe.db.get_value("Print Format", paper, "doc_type") != doctype:
		frappe.throw(_("{0} has no paper form.").format(_(doctype)))
	return paper


def _viewed_family(family: str):
	"""The family's page is read here as by its form, so it is logged like that."""
	doc = _permitted("Family", family, "read")
	doc.add_viewed()
	return doc


def _viewed_once(doctype: str, name: str):
	"""What is read beside a form that was just opened is logged with it; alone, as an opening of its own."""
	doc = _permitted(doctype, name, "read")
	if not was_just_viewed(doc):
		doc.add_viewed()
	return doc


def _compared(earlier: str, later: str) -> str:
	both = (_viewed_once("Family Assessment", name) for name in (earlier, later))
	return comparison.comparison_html(*both)


def _permitted(doctype: str, name: str, ptype: str):
	if not name:
		frappe.throw(_("{0} is missing.").format(frappe.bold(_(doctype))))
	doc = frappe.get_doc(doctype, name)
	doc.check_permission(ptype)
	return doc
