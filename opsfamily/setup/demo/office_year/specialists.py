"""What specialists do in the section: consultations, analyses of a case, tasks that a manager delegates, screenings, help, interventions."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.core.assignments import MANAGER
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import write_outcome
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import COORDINATOR, Case

PSYCHOLOGIST, PSYCHOLOGIST_PART = "psychologist", "Psychologist"
# Days on the case before the first thing that the psychologist writes.
DAYS_BEFORE = 7


def consult_specialists(case: Case) -> None:
	"""Write what the plan of the family tells of the psychologist's work, and of its children's screenings."""
	first = get_first_day(case)
	if first:
		put_psychologist_on_case(case, first)
	if "consultation" in case.plan:
		consult(case)
	if "analysis" in case.plan:
		analyse(case)
	for row in case.plan.get("screenings", ()):
		screen(case, row)
	for row in case.plan.get("help", ()):
		give_help(case, row)
	if "intervention" in case.plan:
		intervene(case, case.ago(case.plan["intervention"]["ago"]))


def get_first_day(case: Case) -> date | None:
	"""Return the first day on which the psychologist writes something about the family."""
	planned = [case.plan.get("consultation"), case.plan.get("analysis", {}).get("ago")]
	days = [case.ago(ago) for ago in planned if ago]
	return min(days) if days else None


def put_psychologist_on_case(case: Case, first: date) -> None:
	day = first - timedelta(days=DAYS_BEFORE)
	case.put_on_case(PSYCHOLOGIST, PSYCHOLOGIST_PART, day, reason="konsultacje")


def consult(case: Case) -> None:
	"""Let the office's psychologist advise the assistant on the family."""
	day, pool = case.ago(case.plan["consultation"]), case.pools["consultation"]
	persons = [{"user": case.office.get_email(case.assistant)}]
	values = {"consultation_date": day, "minutes": 60, "persons": persons, **pool}
	case.make(PSYCHOLOGIST, "Consultation", **values)


# analyses, and the tasks that follow


def analyse(case: Case) -> None:
	"""Hold an analysis of the case; where it asks for a manager, appoint the psychologist, who delegates tasks."""
	plan, pool = case.plan["analysis"], case.pools["case_analysis"]
	day, tasks = case.ago(plan["ago"]), plan.get("tasks", ())
	findings = [make_finding(case, row) for row in pool["findings"]]
	values = {
		"level": plan["level"],
		"proposed_manager": case.office.get_email(PSYCHOLOGIST) if tasks else None,
		**pool["with_manager" if tasks else "without_manager"],
	}
	case.make(PSYCHOLOGIST, "Case Analysis", submit=True, analysis_date=day, findings=findings, **values)
	if tasks:
		delegate(case, day, [case.pools["tasks"][number] for number in tasks])


def make_finding(case: Case, row: dict) -> dict:
	"""Return a participant's finding. worker: the assistant or the psychologist, else somebody from outside."""
	workers = {"assistant": case.assistant, PSYCHOLOGIST: PSYCHOLOGIST}
	user = case.office.get_email(workers[row["worker"]]) if "worker" in row else None
	return {**{key: text for key, text in row.items() if key != "worker"}, "user": user}


def delegate(case: Case, analysed: date, tasks: list[dict]) -> None:
	"""Appoint the psychologist as the case manager, and delegate the tasks."""
	day = case.after(analysed, 1)
	case.put_on_case(
		PSYCHOLOGIST, MANAGER, day, reason=case.pools["case_analysis"]["with_manager"]["manager_reason"]
	)
	for row in tasks:
		given_to = None if "outside" in row else case.office.get_email(case.assistant)
		values = {"task": row["task"], "given_to": given_to, "outside": row.get("outside")}
		days = {"delegated_on": day, "due_date": day + timedelta(days=row["days"])}
		task = case.make(PSYCHOLOGIST, "Delegated Task", **values, **days)
		if row["outcome"] != PENDING:
			answer(case, task.name, row, day)


def answer(case: Case, task: str, row: dict, day: date) -> None:
	"""Write how a task went: the assistant of an own one, the manager of one for somebody from outside."""
	worker = PSYCHOLOGIST if "outside" in row else case.assistant
	done = str(case.after(day, row["done_after"]))
	with acting_as(case.office.get_email(worker)):
		write_outcome(task, row["outcome"], done, row["result"])


# screenings


def screen(case: Case, row: dict) -> None:
	"""Write a child's screening, by the assistant of the day, else (`outside`) by a clinic, as the coordinator."""
	day, child = case.ago(row["ago"]), case.household.children[row["child"]]
	assistant = case.assistant_on(day)
	who = (
		{"performed_outside": row["outside"]}
		if "outside" in row
		else {"performed_by": case.office.get_email(assistant)}
	)
	values = {
		"child": child.full_name,
		"tool": row["tool"],
		"screened_on": day,
		"result": row["result"],
		"follow_up": case.pools["follow_ups"][row["result"]],
	}
	case.make(COORDINATOR if "outside" in row else assistant, "Screening", **values, **who)


# help of specialists, interventions


def give_help(case: Case, row: dict) -> None:
	"""Write help for the parent: of the psychologist (`by`), else of somebody from outside, as the assistant of the day."""
	day = case.ago(row["ago"])
	worker = row.get("by") or case.assistant_on(day)
	name, institution = case.pools["specialists"].get(row["kind"], (None, None))
	values = {
		"help_date": day,
		"kind": row["kind"],
		"minutes": row.get("minutes", 60),
		"worker": case.office.get_email(row["by"]) if "by" in row else None,
		"outside_specialist": name,
		"institution": institution,
		"persons": [{"full_name": case.household.mother.full_name}],
		"note": case.pools["help"][row["kind"]],
	}
	case.make(worker, "Specialist Help", **values)


def intervene(case: Case, day: date) -> None:
	"""Write how the police was called to the family, signed by the assistant of the day."""
	worker = case.assistant_on(day)
	values = {
		"intervention_date": day,
		"worker": case.office.get_email(worker),
		"persons": [{"full_name": child.full_name} for child in case.household.children],
		"notified": [{"body": "policja", "notified_on": day, "way": "Phone"}],
		"blue_card_on": day,
		**case.pools["intervention"],
	}
	case.make(worker, "Intervention", submit=True, **values)
