"""Days that a document may have: not before people could live, not before a family was known, not after today.

Every Date field of a confidential DocType is in exactly one of these groups; a test names those that are missing.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

# Dates of birth and of a family's history; anything earlier is a typing mistake.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

# Work with a family: from its notification (request, application, first assignment) to today.
WORK = {
	"Action Schedule": ("schedule_date", "signed_on"),
	"Assistant Request": ("request_date", "decision_date"),
	"Case Analysis": ("analysis_date",),
	"Case Closing": ("closing_date", "reopened_on"),
	"Consultation": ("consultation_date",),
	"Consultation Request": ("asked_on", "answered_on"),
	"Court Letter": ("letter_date", "signed_on"),
	"Court Opinion": ("asked_on", "signed_on", "approved_on"),
	"Delegated Task": ("delegated_on", "done_on"),
	"Family": ("closed_on",),
	"Family Assessment": (
		"assessment_date",
		"handed_to_head_on",
		"housing_confirmed_on",
		"income_confirmed_on",
		"parenting_confirmed_on",
		"education_confirmed_on",
		"conflicts_confirmed_on",
		"violence_confirmed_on",
		"structure_and_roles_confirmed_on",
		"bonds_confirmed_on",
		"other_observations_confirmed_on",
		"causes_confirmed_on",
	),
	"Family Notification": ("interview_date", "answered_on", "closed_on"),
	"Family Sheet": ("sheet_date",),
	"Family Visit": ("visit_date",),
	"Family Work Plan": ("plan_date",),
	"Letter Sent": ("letter_date", "sent_on", "received_on"),
	"Monitoring Contact": ("contact_date",),
	"Outside Answer": ("done_on",),
	"Risk List": ("list_date",),
	"Scheduled Action": ("done_on", "outcome_on"),
	"Screening": ("screened_on", "follow_up_done_on"),
	"Specialist Help": ("help_date",),
	"Support Catalogue": ("handed_on", "catalogue_date"),
	"Support Catalogue Step": ("step_date",),
	"Timesheet Row": ("visit_date",),
	"Visit Task": ("closed_on",),
	"Work Plan Evaluation": ("meeting_date",),
}
# What is known of a family or a person, also from before the work with it, or of the staff's own work.
PAST = {
	"Access Copy": ("requested_on",),
	"Assistant Request": ("court_date", "application_date", "withdrawn_on"),
	"Authorisation": ("birth_date",),
	"Child Card": ("as_of",),
	"Consent": ("given_on", "withdrawn_on"),
	"Cooperation": ("since",),
	"Control Pack": ("period_from", "period_until"),
	"Court Letter": ("order_date",),
	"Court Opinion": ("period_from", "period_until"),
	"Day Centre Enrolment": ("rules_signed_on",),
	"Day Centre Note": ("day",),
	"Family": (
		"work_consent_date",
		"data_consent_date",
		"last_assessment_on",
		"assistant_since",
		"ended_before",
	),
	"Family History": ("as_of",),
	"Family Member": ("birth_date", "joined_on", "disability_from"),
	"Family Notification": ("received_on",),
	"Foster Placement": ("since", "plan_date"),
	"Group Presence": ("meeting_date",),
	"Intervention": ("intervention_date", "blue_card_on"),
	"Intervention Notice": ("notified_on",),
	"Missing Consent": ("noted_on",),
	"Other Work Time": ("work_date",),
	"Parental Authority": ("since",),
	"Same Person": ("confirmed_on",),
	"Screening": ("birth_date",),
	"Support Catalogue": ("application_received_on", "document_date"),
	"Supporting Family": ("proposed_on", "interview_on", "opinion_on", "signed_on"),
	"Supporting Family Cost": ("cost_date",),
}
# Ends, deadlines and appointments, which may lie ahead.
AHEAD = {
	# The day of the document that is copied: an agreed action has the day until which it is due.
	"Access Copy Entry": ("entry_date",),
	"Access Copy": ("due",),
	"Action Schedule": ("evaluation_date",),
	"Agreed Action": ("due_date",),
	"Assistant Request": ("assigned_from", "basis_until"),
	"Authorisation": ("from_date", "until_date", "withdrawn_on"),
	"Case Assignment": ("from_date", "until_date", "first_day_before"),
	"Case Closing": ("monitoring_until", "late_until"),
	"Case Conference": ("conference_date", "next_date"),
	"Child Date": ("due_on",),
	"Child Health Date": ("due_on",),
	"Closing Action": ("due_date",),
	"Closing Person": ("until_before", "ends_on"),
	"Conference Decision": ("until_date",),
	"Consultation": ("follow_up_on",),
	"Consultation Request": ("wanted_by", "agreed_on"),
	"Control Pack": ("deleted_on",),
	# The day of the document that is left out.
	"Control Pack Paper": ("day",),
	"Court Opinion": ("due_date",),
	"Day Centre Enrolment": ("from_date", "until_date"),
	"Deadline Notice": ("due_date",),
	"Delegated Task": ("due_date",),
	"Earlier Decision": ("until_date",),
	"Employment": ("from_date", "until_date"),
	"Evaluated Action": ("due_date",),
	"Family Absence": ("from_date", "until_date"),
	"Family Assessment": ("next_due",),
	"Family Basis": ("from_date", "until_date"),
	"Family Member": ("left_on", "disability_until"),
	"Family Notification": ("interview_due", "answer_due"),
	"Foster Placement": ("until_date", "next_plan_due"),
	"Group Meeting": ("meeting_date",),
	"Group Participation": ("from_date", "until_date"),
	"Material Help": ("from_date", "until_date"),
	"Monitoring Contact": ("next_on",),
	"Outside Answer": ("expires_on",),
	"Planned Visit": ("planned_on", "repeat_until"),
	"Scheduled Action": ("start_date", "due_date"),
	"Screening": ("next_due",),
	"Specialist Help": ("follow_up_on",),
	"Supervision Action": ("until_date",),
	"Supervision Earlier Action": ("until_date", "agreed_on"),
	"Supervision Plan Session": ("planned_on",),
	"Supervision Record": ("session_date",),
	"Supervision Session": ("session_date",),
	"Support Catalogue": ("ended_on",),
	"Supporting Family": ("from_date", "until_date", "ended_on"),
	"Weekly Appointment": ("from_date", "until_date"),
	"Work Absence": ("from_date", "until_date"),
	"Worker Vehicle": ("from_date", "until_date"),
}
GROUPS = (WORK, PAST, AHEAD)


class Bounds(NamedTuple):
	"""The first and the last day that a field takes."""

	first: date
	last: date


def get_bounds(doctype: str, fieldname: str, today: date, known_since: date | None) -> Bounds:
	"""Return the days that a field takes. known_since: the first day on which the office knew the family, if any."""
	if fieldname in WORK.get(doctype, ()):
		return Bounds(known_since or FIRST_DAY, today)
	return Bounds(FIRST_DAY, today if fieldname in PAST.get(doctype, ()) else LAST_DAY)
