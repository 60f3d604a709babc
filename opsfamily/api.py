"""The app's own methods for clients: stable names for REST, form scripts and an office's own scripts.

Here are names, arguments and what is answered; the work is done beside its subject, which checks the permission
of every document that it is asked for. What changes something is POST only.
"""

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit
from frappe.utils import cint

from opsfamily.arguments import as_day, as_list, as_object, texts_in
from opsfamily.case import document, workload
from opsfamily.case import household as households
from opsfamily.case.locks import repeated_once
from opsfamily.ops_casework.doctype.case_assignment import first_day
from opsfamily.ops_casework.doctype.child_card import people as child_people
from opsfamily.ops_casework.doctype.control_pack import job as control_packs
from opsfamily.ops_casework.doctype.control_pack import many as packs_of_many
from opsfamily.ops_casework.doctype.family import completeness, overview, procedure
from opsfamily.ops_casework.doctype.family import week as family_week
from opsfamily.ops_casework.doctype.family_sheet import beginning as sheets
from opsfamily.ops_casework.doctype.letter_sent import beginning as letters
from opsfamily.ops_casework.page.assessment_comparison import comparison
from opsfamily.ops_casework.page.find import find as finding
from opsfamily.ops_casework.page.sheet_comparison import two_sheets
from opsfamily.ops_consultation import earlier_actions, feedback
from opsfamily.ops_consultation.doctype.supervision_plan import supervision_plan
from opsfamily.ops_day_centre.doctype.day_centre_enrolment import day_centre_enrolment
from opsfamily.ops_day_centre.page.centre_day import centre_day as centre_pages
from opsfamily.ops_day_centre.report.day_centre_attendance import attendance
from opsfamily.ops_figures import comparing, counted, periods, publishing, screen, workbook
from opsfamily.ops_paper import downloads
from opsfamily.ops_teamwork.doctype.case_conference import guests, invitations
from opsfamily.ops_teamwork.doctype.cooperation_agreement import agreements
from opsfamily.ops_teamwork.doctype.delegated_task import delegated_task
from opsfamily.ops_teamwork.doctype.group_meeting import attendance as group_meetings
from opsfamily.ops_teamwork.doctype.outside_answer import by_link, deciding
from opsfamily.ops_teamwork.doctype.support_group import children as centre_children
from opsfamily.ops_teamwork.page.case_manager import case_manager
from opsfamily.ops_visits.doctype.family_visit import context, tasks
from opsfamily.ops_visits.doctype.home_outing import outings
from opsfamily.ops_visits.doctype.other_work_time import sums
from opsfamily.ops_visits.doctype.planned_visit import agenda
from opsfamily.permissions.documents import get_permitted, get_viewed, get_viewed_once, require_any

# Families and their papers


@frappe.whitelist(methods=["GET"])
def family_overview(family: str = "") -> str:
	"""Return the family at a glance, as HTML for the top of its form: goal, clocks, visits, actions, pictures."""
	return overview.get_overview_html(get_viewed_once("Family", family))


@frappe.whitelist(methods=["GET"])
def family_procedure(family: str = "") -> str:
	"""Return where the family is in the procedure and what comes next by whose hand, as HTML for its form."""
	return procedure.get_procedure_html(get_viewed_once("Family", family))


@frappe.whitelist(methods=["GET"])
def family_week_pdf(family: str = "", week: str = "") -> None:
	"""Answer with who of a family is expected where, and who comes to it, in a week as PDF, as the reader may see it.

	week: any day of it, by default today. Raises PermissionError.
	"""
	family_week.send_pdf(family, week)


@frappe.whitelist(methods=["GET"])
def agreement_with(institution: str = "") -> dict:
	"""Return the agreement that runs today with an institution: `name`, `contacts`; empty without one."""
	require_any("read", "Cooperation")
	return agreements.get_agreement_with(institution)


@frappe.whitelist(methods=["GET"])
def file_completeness(family: str = "") -> dict:
	"""Return what the family's file lacks (`missing`, each with the way to make it), and the `closing` in force."""
	return completeness.get_completeness(family)


@frappe.whitelist(methods=["GET"])
def household(family: str = "") -> dict:
	"""Return what a new assessment takes over from its family, at the permission levels of the reader."""
	return households.get_page_of_household(get_viewed("Family", family))


@frappe.whitelist(methods=["GET"])
def household_choices(family: str = "") -> list[str]:
	"""Return names to choose from on a paper about one person: the representative and the members."""
	return households.get_choices(get_viewed("Family", family))


@frappe.whitelist(methods=["GET"])
def network_choices(family: str = "") -> list[str]:
	"""Return institutions and people of the family's support network, to choose from for a cooperation."""
	return [row.institution for row in get_viewed("Family", family).support_network]


@frappe.whitelist(methods=["POST"])
@repeated_once
def add_person_of_child(
	card: str = "", kind: str = "", institution: str = "", contact: str = "", phone: str = ""
) -> None:
	"""Write a person of the card's child in the family's support network, for users who may change the family."""
	child_people.add_to_network(
		get_permitted("Child Card", card, "read"),
		{"kind": kind, "institution": institution, "contact": contact, "phone": phone},
	)


@frappe.whitelist(methods=["POST"])
@repeated_once
def new_version(doctype: str = "", name: str = "") -> str:
	"""Make a draft that replaces a running plan or schedule. Return the draft's name.

	Raises ReplacedVersionError when the document is not the running version.
	"""
	return document.start_new_version(doctype, name)


@frappe.whitelist(methods=["GET"])
def assessment_comparison(family: str = "", later: str = "", earlier: str = "") -> dict:
	"""Return two assessments side by side: their names, the family's choices, and `html`.

	By default the family's newest one and the one before it. Raises AssessmentsOfTwoFamiliesError.
	"""
	return comparison.get_screen(family, later, earlier)


@frappe.whitelist(methods=["GET"])
def assessment_comparison_pdf(later: str = "", earlier: str = "") -> None:
	"""Answer with two assessments side by side as PDF. Raises AssessmentsOfTwoFamiliesError."""
	comparison.send_pdf(later, earlier)


@frappe.whitelist(methods=["GET"])
def sheet_beginning(family: str = "", template: str = "", day: str = "") -> dict:
	"""Return what a new sheet of the office's own begins with: the fields that come from its template, and `rows`.

	Each child or member of the day (RRRR-MM-DD, today) has its own rows; what is carried on stands in them. For users
	who may create a sheet.
	"""
	return sheets.get_beginning(family, template, day)


@frappe.whitelist(methods=["GET"])
def sheet_comparison(later: str = "", earlier: str = "") -> dict:
	"""Return two sheets of one template and family side by side: `later`, `earlier`, the `choices` and `html`.

	Without `earlier`: with the sheet before it.
	"""
	return two_sheets.get_screen(later, earlier)


@frappe.whitelist(methods=["GET"])
def sheet_comparison_pdf(later: str = "", earlier: str = "") -> None:
	"""Answer with the comparison of two sheets as PDF, for users who may print both."""
	two_sheets.send_pdf(later, earlier)


@frappe.whitelist(methods=["GET"])
def blank_form(doctype: str = "", print_format: str | None = None) -> None:
	"""Answer with the empty form of a DocType as PDF, to be filled in by pen, for users who may create one.

	print_format: by default the DocType's own. Raises PermissionError, or ValidationError when the DocType
	has no such paper.
	"""
	downloads.send_blank_form(doctype, print_format)


# A text to find is a person's name: POST, so that it stands in no log of addresses.
@frappe.whitelist(methods=["POST"])
def find_in_cases(text: str = "") -> list[dict]:
	"""Return families, people, institutions and documents that fit a text, of what the user may read.

	Each with its `kind`, `route` (DocType, name), `title`, `detail` and `phone`. Nothing for fewer than two letters.
	"""
	return finding.find(text)


@frappe.whitelist(methods=["GET"])
def letter_beginning(document_type: str = "", document: str = "") -> dict:
	"""Return what a new letter in the register begins with, made from a document that the user may read.

	Raises LetterDocumentError for a document of which no letters are made.
	"""
	return letters.make_beginning(document_type, document)


# Data protection


@frappe.whitelist(methods=["POST"])
@repeated_once
def prepare_access_copy(access_copy: str = "") -> dict:
	"""Fill a draft access copy anew from the family's documents. Return the copy.

	Raises AlreadyReleasedError when it was submitted.
	"""
	copy = get_permitted("Access Copy", access_copy, "write")
	copy.prepare()
	return copy.as_dict()


@frappe.whitelist(methods=["GET"])
def household_names(family: str = "") -> list[str]:
	"""Return names of everybody who is or was in the household, for users who may make an access copy."""
	return households.get_household_names(family)


@frappe.whitelist(methods=["POST"])
@repeated_once
def make_control_pack(pack: str = "") -> str:
	"""Begin to make the PDF of a control pack in the background. Return its status; whoever asked is told when it is
	ready (PackMadeError)."""
	return control_packs.start(pack)


@frappe.whitelist(methods=["POST"])
@repeated_once
def make_control_packs(
	families: str | list = "",
	period_from: str = "",
	period_until: str = "",
	recipient: str = "",
	purpose: str = "",
	basis: str = "",
) -> int:
	"""Begin to make a control pack of each family (a list of names) in the background. Return how many; whoever asked is
	told when they are ready (PeriodError, TooManyFamiliesError)."""
	period = {"period_from": period_from, "period_until": period_until}
	values = {"recipient": recipient, "purpose": purpose, "basis": basis}
	return packs_of_many.start(texts_in(families), {**period, **values})


# How a family comes and ends


@frappe.whitelist(methods=["GET"])
def assistant_loads(day: str = "", family: str = "") -> list[dict]:
	"""Return how much work every assistant has on a day, for users who ask for one or assign one.

	day: today unless given. family: what each would have with this family on top (one's own families only).
	Numbers of the whole section, no family's name.
	"""
	return workload.get_loads(day, family)


@frappe.whitelist(methods=["POST"])
@repeated_once
def correct_first_day(family: str = "", worker: str = "", day: str = "", reason: str = "") -> str:
	"""Move the first day of a worker's assignment back, as coordinator or head. Return the assignment's name.

	Raises FirstDayError without a reason or beyond the office's days, PermissionError.
	"""
	return first_day.correct_first_day(family, worker, day, reason)


@frappe.whitelist(methods=["POST"])
@repeated_once
def compose_opinion(opinion: str = "") -> dict:
	"""Write the facts of a draft opinion anew from the file, as the user may read it. Return the opinion."""
	doc = get_permitted("Court Opinion", opinion, "write")
	doc.compose()
	doc.save()
	return doc.as_dict()


@frappe.whitelist(methods=["POST"])
@repeated_once
def send_opinion(opinion: str = "") -> str:
	"""Send a draft opinion to the head for approval, as its author. Return its state.

	Raises NotAuthorError, OpinionStateError, EmptyDocumentError.
	"""
	doc = get_permitted("Court Opinion", opinion, "write")
	doc.send()
	return doc.approval


@frappe.whitelist(methods=["POST"])
@repeated_once
def return_opinion(opinion: str = "", reason: str = "") -> str:
	"""Return an opinion to its author for a reason, as the head. Return its state.

	Raises NotHeadError, OpinionStateError, ReasonMissingError.
	"""
	doc = get_permitted("Court Opinion", opinion, "read")
	doc.return_to_author(reason)
	return doc.approval


@frappe.whitelist(methods=["POST"])
@repeated_once
def reopen_case(closing: str = "", reason: str = "") -> str:
	"""Take the work with a closed family up again, as the head. Return the family's name.

	Raises NotHeadError, NotClosedError, ReasonMissingError.
	"""
	doc = get_permitted("Case Closing", closing, "read")
	doc.reopen(reason)
	return doc.family


@frappe.whitelist(methods=["POST"])
@repeated_once
def open_late_entries(closing: str = "", until: str = "", reason: str = "") -> str:
	"""Open entries of days before the closing until a day, as the head. Return the family's name.

	Raises NotHeadError, NotClosedError, ReasonMissingError, ClosingDateError.
	"""
	doc = get_permitted("Case Closing", closing, "read")
	doc.open_late_entries(until, reason)
	return doc.family


# Visits and monthly cards


@frappe.whitelist(methods=["GET"])
def visit_context(family: str = "") -> dict:
	"""Return what a new visit needs to know of its family: the warning for the home (for users who may read it),
	members' names, pending actions, open tasks; place and kind of the last contact with the family itself, and the day
	of the last visit (a phone call is none)."""
	return context.get_visit_context(get_viewed("Family", family))


@frappe.whitelist(methods=["POST"])
@repeated_once
def close_task(task: str = "", outcome: str = "") -> list[dict]:
	"""Set whether a task agreed for the next meeting is done, dropped or open again. Return the family's open tasks.

	Raises TaskOutcomeError, PermissionError.
	"""
	return tasks.close_task(task, outcome)


@frappe.whitelist(methods=["POST"])
@repeated_once
def fetch_visits(timesheet: str = "") -> dict:
	"""Make a draft card's rows anew from the month's visits. Return the card.

	Raises CardFrozenError when it is sent or accepted.
	"""
	card = get_permitted("Assistant Timesheet", timesheet, "write")
	card.fetch_visits()
	return card.as_dict()


@frappe.whitelist(methods=["POST"])
@repeated_once
def withdraw_acceptance(timesheet: str = "", reason: str = "") -> str:
	"""Cancel an accepted card for a reason and open its amendment. Return the draft's name.

	Raises ReasonMissingError, NotAcceptorError, SelfAcceptanceError.
	"""
	return get_permitted("Assistant Timesheet", timesheet, "cancel").withdraw_acceptance(reason).name


@frappe.whitelist(methods=["GET"])
def timesheets_pdf(timesheets: str = "", print_format: str = "") -> None:
	"""Answer with the papers of several cards (a JSON list of names) in one PDF, to be signed or filed together.

	print_format: one, or a JSON list of them, each printed for every card; by default the DocType's own.
	"""
	downloads.send_timesheets_pdf(timesheets, print_format)


@frappe.whitelist(methods=["GET"])
def timesheet_xlsx(timesheet: str = "") -> None:
	"""Answer with a monthly card as XLSX, for users who may print it; the download is logged like a print."""
	downloads.send_timesheet_xlsx(timesheet)


# Planned visits


@frappe.whitelist(methods=["GET"])
def today_plan() -> dict:
	"""Return the user's planned visits of today with their heading, those of past days that are still open (`late`), and
	the families `without` a plan and a direct contact; also of families in which the user stands in for somebody."""
	return agenda.get_today_of_reader()


@frappe.whitelist(methods=["GET"])
def planned_visit(planned_visit: str = "") -> dict:
	"""Return one planned visit: family, day, hours, what is planned and its actions."""
	return agenda.get_plan(planned_visit)


@frappe.whitelist(methods=["GET"])
def plan_of_family(family: str = "", visit: str = "") -> dict:
	"""Return the `next` planned visit of the family after today, or none, and `today` as `today_plan`.

	visit: one that the user has just written. Where nothing is planned after it, `proposed` is the time that
	`plan_next_visit` would plan and what the `office` asks; none for users who may not plan it.
	"""
	return agenda.get_plan_of_family(family, visit)


@frappe.whitelist(methods=["GET"])
def week_plan(week: str = "") -> dict:
	"""Return the user's planned visits of a week, by day from Monday to Sunday. week: any day of it, by default today."""
	return agenda.get_week_plan(week)


@frappe.whitelist(methods=["GET"])
def week_plan_pdf(worker: str = "", week: str = "") -> None:
	"""Answer with a worker's plan of a week as PDF, as far as the reader may see its families; logged for each visit.

	worker: by default the user. week: any day of it, by default today. Raises PermissionError.
	"""
	agenda.send_week_pdf(worker, week)


@frappe.whitelist(methods=["POST"])
@repeated_once
def call_off_planned_visit(planned_visit: str = "", by: str = "", reason: str = "") -> dict:
	"""Call a planned visit off before anybody went: neither a contact nor an attempt. Return `today_plan`.

	by: The Family, The Worker or Somebody Else. Raises PlanClosedError, SomebodyElsesWorkError.
	"""
	plan = get_permitted("Planned Visit", planned_visit, "write")
	plan.call_off(by, reason)
	return agenda.get_today()


@frappe.whitelist(methods=["POST"])
@repeated_once
def restore_planned_visit(planned_visit: str = "") -> dict:
	"""Take back that a planned visit was called off. Return `today_plan`. Raises PastPlanError, PlanClosedError."""
	get_permitted("Planned Visit", planned_visit, "write").restore()
	return agenda.get_today()


@frappe.whitelist(methods=["POST"])
@repeated_once
def move_planned_visit(
	planned_visit: str = "",
	by: str = "",
	day: str = "",
	from_time: str = "",
	to_time: str = "",
	reason: str = "",
) -> str:
	"""Move a planned visit to another time, and keep who moved it. Return the name of the new plan.

	Raises PlanClosedError, PastPlanError, BlankTimeError, TimeOrderError, NotOnTheCaseError.
	"""
	plan = get_permitted("Planned Visit", planned_visit, "write")
	return plan.move(as_day(day, _("Day")), (from_time, to_time), by, reason).name


@frappe.whitelist(methods=["POST"])
@repeated_once
def plan_next_visit(visit: str = "", office: str | dict = "") -> dict:
	"""Plan the family of a visit again for the user, a week later at the same hours. Return the plan.

	office: fieldname → value of what `plan_of_family` says that the office asks.
	"""
	return agenda.plan_next(visit, as_object(office))


@frappe.whitelist(methods=["POST"])
@repeated_once
def repeat_week_plan(week: str = "", office: str | dict = "") -> dict:
	"""Plan the week after this one as this one. Return how many visits were `planned`, and the days off `left_out`.

	office: fieldname → value of what `week_plan` says that the office asks.
	"""
	return agenda.repeat_week(week, as_object(office))


# Safety on the way


@frappe.whitelist(methods=["POST"])
@repeated_once
def go_out(family: str = "", minutes: str | int = 0, until: str = "", office: str | dict = "") -> dict | None:
	"""Let the user go out to the family's home. Return the outing, as `current_outing`.

	minutes: for how long; until: or until what hour, HH:MM; office: values of the office's own mandatory fields. Raises
	OutingEndError, SecondOutingError.
	"""
	return outings.go_out(family, cint(minutes), until, as_object(office))


@frappe.whitelist(methods=["GET"])
def outing_fields() -> dict:
	"""Return what the office wants to know of an outing besides its end, for users who may go out."""
	require_any("create", "Home Outing")
	return outings.get_fields_to_ask()


@frappe.whitelist(methods=["POST"])
@repeated_once
def stay_longer(outing: str = "", minutes: str | int = 0, until: str = "") -> dict | None:
	"""Move the expected end of an open outing, counted from now. Return the user's open outing.

	Raises OutingEndError, OutingClosedError, SomebodyElsesWorkError.
	"""
	return outings.stay_longer(outing, cint(minutes), until)


@frappe.whitelist(methods=["POST"])
@repeated_once
def come_back(outing: str = "") -> dict | None:
	"""Close the outing of a worker who is back; the coordinator may do so for them. Return the user's open outing.

	Users who went out may do so also when they are no longer on the case. Raises SomebodyElsesWorkError.
	"""
	return outings.come_back(outing)


@frappe.whitelist(methods=["GET"])
def current_outing() -> dict | None:
	"""Return the user's own open outing: number, family, hours, whether it is late; nothing at the desk."""
	return outings.get_current_of_reader()


@frappe.whitelist(methods=["GET"])
def other_work_state() -> dict:
	"""Return whether the office counts working time outside the families, and the kind that the user wrote last."""
	return sums.state()


# Working together


@frappe.whitelist(methods=["POST"])
def invite_to_conference(conference: str = "") -> dict:
	"""Send the guests of a planned conference their invitations, or newer ones.

	Return the names of those to whom one is `sent`, of those `without_address`, and of workers who `left`.

	Raises InvitationError, BlankTimeError, NoOutgoingAccountError.
	"""
	return invitations.invite(get_permitted("Case Conference", conference, "write"))


@frappe.whitelist(methods=["GET"])
def possible_guests(family: str = "") -> dict:
	"""Return the people whom a conference may invite: `workers` on the case today, `contacts` of its network."""
	return guests.get_guests(get_viewed_once("Family", family))


@frappe.whitelist(methods=["POST"])
@repeated_once
def appoint_case_manager(analysis: str = "", user: str = "") -> str:
	"""Put a case manager on the case from today, for the reason of a submitted analysis. Return the name of the
	Case Assignment. user: by default the person who is proposed there.

	Raises NoManagerNeededError, SecondManagerError, PartRoleError.
	"""
	return get_permitted("Case Analysis", analysis, "read").appoint_manager(user or None).name


@frappe.whitelist(methods=["GET"])
def case_manager_page(family: str = "") -> dict:
	"""Return the families whose case the user manages (coordinator and head: all managed ones), each with its tasks
	and its next review. family: only this one, whoever manages it."""
	if family:
		get_viewed_once("Family", family)
	return case_manager.screen(family)


@frappe.whitelist(methods=["POST"])
@repeated_once
def write_task_outcome(
	task: str = "", outcome: str = "", done_on: str | None = None, result: str | None = None
) -> dict:
	"""Write what came of a delegated task, as its recipient or as a person who delegates. Return the task.

	done_on, result: what is not said stays as it was; empty text takes it away.
	Raises NotDelegatorError, DelegatedTaskFixedError, OutcomeError, FutureDateError.
	"""
	return delegated_task.write_outcome(task, outcome, done_on, result)


# Answers of specialists outside. The two methods for guests are the only ones: each needs the secret of a link.


@frappe.whitelist(methods=["POST"])
@repeated_once
def make_outside_link(question: str = "") -> dict:
	"""Make the link by which a specialist without an account answers a delegated task; an earlier one is void then.

	question: an Outside Answer. Return the `url`, told this once, and `until`. For who delegates tasks of the family.
	Raises LinkError, NotDelegatorError.
	"""
	return deciding.make_link(question)


@frappe.whitelist(methods=["POST"])
@repeated_once
def withdraw_outside_question(question: str = "") -> str:
	"""Withdraw a question that nobody has answered. Return its state. Raises LinkError, NotDelegatorError."""
	return deciding.withdraw(question)


@frappe.whitelist(methods=["POST"])
@repeated_once
def decide_outside_answer(question: str = "", accepted: str | int = "", reason: str = "") -> str:
	"""Accept an answer (it is written to the task), or reject it for a reason. Return the state.

	accepted: „1” or „0”. Raises DecisionError, ReasonMissingError, NotDelegatorError and what Delegated Task refuses.
	"""
	return deciding.decide(question, bool(cint(accepted)), reason)


# Requests of an address in an hour: enough for an institution behind one, too few to try anything out.
LINK_REQUESTS, AN_HOUR = 60, 60 * 60


@frappe.whitelist(allow_guest=True, methods=["POST"])
@rate_limit(limit=LINK_REQUESTS, seconds=AN_HOUR)
@repeated_once
def open_outside_task(token: str = "") -> dict:
	"""Return the task of a link to whoever holds it, without an account: the text written for them, whom to ask, until when.

	Where it opens nothing any more, `closed` says why. Raises PermissionError for every wrong link.
	"""
	return by_link.open_task(token)


# Texts come as they were typed: saving and printing make them harmless, as everywhere.
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
@rate_limit(limit=LINK_REQUESTS, seconds=AN_HOUR)
@repeated_once
def answer_outside_task(
	token: str = "", outcome: str = "", done_on: str = "", answer: str = "", answered_by: str = ""
) -> dict:
	"""Keep the one answer to the task of a link until the office decides on it.

	outcome: Done, Partly Done, Not Done. Return `answered`, or why the link is `closed`. Raises PermissionError for
	every wrong link, AnswerError, FutureDateError, OutcomeError.
	"""
	return by_link.answer_task(token, outcome, done_on, answer, answered_by)


# Day centres


@frappe.whitelist(methods=["GET"])
def centre_day(centre: str = "", day: str = "") -> dict:
	"""Return the children of a day centre on a day with their notes, for users who write them.

	centre: by default the user's first; day: by default today. Raises PermissionError for a foreign centre.
	"""
	return centre_pages.screen(centre, day)


@frappe.whitelist(methods=["POST"])
@repeated_once
def save_day_note(enrolment: str = "", day: str = "", values: str | dict = "") -> dict:
	"""Write or change a child's note of a day. Return the note.

	values: presence, mood, behaviour, learning, alarm, alarm_text, `office` (values of the office's own mandatory
	fields), and `modified` of the note that is changed.
	Raises DayNoteChangedError and whatever Day Centre Note refuses.
	"""
	return centre_pages.save(enrolment, day, as_object(values))


@frappe.whitelist(methods=["POST"])
@repeated_once
def all_present(centre: str = "", day: str = "", group: str = "", office: str | dict = "") -> dict:
	"""Note every child of the centre of whom nothing was noted that day as present. Return as `centre_day`.

	group: only the children of one group. office: values of the office's own mandatory fields, for all of these notes.
	"""
	return centre_pages.all_present(centre, day, group, as_object(office))


@frappe.whitelist(methods=["GET"])
def attendance_list(centre: str = "", month: str = "", blank: str = "", group: str = "") -> None:
	"""Answer with the attendance list of a day centre as PDF, for its staff, coordinator and head; logged for each
	child.

	month: by default this one; blank: „1” for names without marks; group: of children, by default all.
	Raises PermissionError, ForeignMonthError.
	"""
	attendance.send_pdf(month, centre, bool(cint(blank)), group)


@frappe.whitelist(methods=["POST"])
@repeated_once
def note_house_rules_signed(enrolment: str = "", day: str = "") -> str:
	"""Write the day on which a child's house rules were signed, for the staff of the centre, who write no other field.

	day: by default today. Return the day. Raises PermissionError, RulesSignedError, NoHouseRulesError, FutureDateError.
	"""
	return str(day_centre_enrolment.note_signing(enrolment, day))


@frappe.whitelist(methods=["GET"])
def enrolment_choices(centre: str = "") -> dict:
	"""Return what a day centre asks of an enrolment: the names of its `groups`, and whether it `has_rules` to sign."""
	doc = get_permitted("Day Centre", centre, "read")
	groups = [row.group_name for row in doc.children_groups]
	return {"groups": groups, "has_rules": bool((doc.house_rules or "").strip())}


# Groups and workshops


@frappe.whitelist(methods=["GET"])
def group_attendance(meeting: str = "") -> list[dict]:
	"""Return everybody of the group on the day of a meeting, with what is noted of them, for who leads the group."""
	return group_meetings.get_attendance(meeting)


@frappe.whitelist(methods=["POST"])
@repeated_once
def save_group_attendance(meeting: str = "", rows: str | list = "") -> list[dict]:
	"""Note who came to a meeting, all rows or none. Return as `group_attendance`.

	rows: `participation`, `presence` (empty: nothing is noted), `remark`, and `modified` as loaded. Raises PresenceError.
	"""
	return group_meetings.save_attendance(meeting, [row for row in as_list(rows) if isinstance(row, dict)])


@frappe.whitelist(methods=["POST"])
@repeated_once
def add_centre_children(group: str = "") -> int:
	"""Enter the children of the group's day centre who are not in it yet, as far as the user may see them. Return their
	number. For who leads the group, coordinator and head."""
	return centre_children.add_children(group)


# Supervision


@frappe.whitelist(methods=["GET"])
def earlier_supervision_actions(session: str = "") -> list[dict]:
	"""Return the open actions of earlier sessions that the user may bring into the record of a session."""
	return earlier_actions.get_actions_to_bring(session)


@frappe.whitelist(methods=["POST"])
@repeated_once
def arrange_supervision(plan: str = "") -> int:
	"""Make a planned session of each row of a year's plan that has none yet. Return how many."""
	return supervision_plan.arrange_sessions(plan)


@frappe.whitelist(methods=["GET"])
def supervision_feedback(session: str = "") -> dict:
	"""Return whether the user may give feedback on a session, and what all said once it is shown."""
	return feedback.get_feedback(session)


@frappe.whitelist(methods=["POST"])
@repeated_once
def give_supervision_feedback(session: str = "", answers: str = "") -> None:
	"""Store a participant's feedback without their name. answers: question → mark (1 to 5) or words, as JSON.

	Raises FeedbackClosedError, FeedbackGivenError, FeedbackAnswerError.
	"""
	feedback.give_feedback(session, answers)


# Reports of a period


@frappe.whitelist(methods=["GET"])
def report_period(template: str = "") -> dict:
	"""Return the last period of the template's kind that has ended (`from_date`, `to_date`); empty where none is set."""
	return periods.get_last_period(template)


@frappe.whitelist(methods=["GET"])
def report_view(report: str = "") -> str:
	"""Return a section's report as HTML for the top of its form, next to the period before and the halves of the year."""
	return screen.get_view(report)


@frappe.whitelist(methods=["GET"])
def report_list(report: str = "", code: str = "") -> dict:
	"""Return what a number of a report counts, by the rights of its reader. Raises PermissionError for the clerk."""
	return counted.get_list(report, code)


@frappe.whitelist(methods=["GET"])
def report_differences(report: str = "") -> dict:
	"""Return where the documents of today would give another number than the sent report, and whether it is intact."""
	return comparing.get_differences_to_today(report)


@frappe.whitelist(methods=["POST"])
@repeated_once
def correct_report(report: str = "", reason: str = "") -> str:
	"""Make a draft that corrects a sent report. Return its name. Raises CorrectionError."""
	return comparing.start_correction(report, reason)


@frappe.whitelist(methods=["GET"])
def report_xlsx(report: str = "", published: str = "") -> None:
	"""Answer with a report as XLSX, the sheet to copy from into the ministry's application.

	published: „1” for its publication copy.
	"""
	workbook.send_xlsx(report, bool(cint(published)))


@frappe.whitelist(methods=["POST"])
@repeated_once
def publish_report(report: str = "") -> dict:
	"""Make the publication copy of a sent report: small numbers, and what would give them away, are hidden.

	Return how many rows are `hidden` and `left_out`, and the `parts` of which more than half is hidden. Raises
	NotPublishedError.
	"""
	return publishing.make_copy(report)
