"""What specialists do in the section: consultations and requests for one, analyses of a case, delegated tasks, screenings,
help, interventions."""

from __future__ import annotations

from datetime import date, timedelta

from opsfamily.core.assignments import MANAGER
from opsfamily.core.outcomes import PENDING
from opsfamily.ops_teamwork.doctype.delegated_task.delegated_task import write_outcome
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.advice import REQUEST, ask, date_back
from opsfamily.setup.demo.office_year.case import COORDINATOR, PSYCHOLOGIST, Case
from opsfamily.setup.demo.office_year.outside import ask_outside

PSYCHOLOGIST_PART = "Psychologist"
# Days on the case before the first thing that the psychologist writes.
DAYS_BEFORE = 7


def consult_specialists(case: Case) -> None:
	"""Write what the plan of the family tells of the psychologist's work, and of its children's screenings."""
	first = get_first_day(case)
	if first:
		put_psychologist_on_case(case, first)
	ask(case)
	if "consultation" in case.plan:
		consult(case)
	if "group_consultation" in case.plan:
		consult_as_group(case)
	if "analysis" in case.plan:
		analyse(case)
	for row in case.plan.get("screenings", ()):
		screen(case, row)
	for row in case.plan.get("help", ()):
		give_help(case, row)
	if "intervention" in case.plan:
		intervene(case)


def get_first_day(case: Case) -> date | None:
	"""Return the first day on which the psychologist writes something about the family."""
	plan = case.plan
	planned = [plan.get("consultation"), plan.get("group_consultation"), plan.get("analysis", {}).get("ago")]
	planned += [row["ago"] for row in plan.get("help", ()) if row.get("by") == PSYCHOLOGIST]
	days = [case.ago(ago) for ago in planned if ago]
	return min(days) if days else None


def put_psychologist_on_case(case: Case, first: date) -> None:
	day = first - timedelta(days=DAYS_BEFORE)
	case.put_on_case(PSYCHOLOGIST, PSYCHOLOGIST_PART, day, reason="konsultacje")


def consult(case: Case) -> None:
	"""Let the office's psychologist advise the assistant on the family, as one was asked to where the plan says so."""
	day, pool = case.ago(case.plan["consultation"]), case.pools["consultation"]
	persons = [{"user": case.office.get_email(case.assistant)}]
	is_asked = case.plan.get("request", {}).get("held")
	request = case.documents[REQUEST] if is_asked else None
	values = {"consultation_date": day, "minutes": 60, "persons": persons, "request": request, **pool}
	case.make(PSYCHOLOGIST, "Consultation", **values)
	if is_asked:
		date_back(case)


def consult_as_group(case: Case) -> None:
	"""Hold a group consultation of the case with its steps."""
	workers = (case.assistant, case.social_worker, COORDINATOR)
	persons = [{"user": case.office.get_email(key)} for key in workers]
	day = case.ago(case.plan["group_consultation"])
	case.make(
		PSYCHOLOGIST,
		"Consultation",
		consultation_date=day,
		persons=persons,
		**case.pools["group_consultation"],
	)


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
		if "ask" in row:
			ask_outside(case, task.name, row["ask"])


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
		"follow_up_done_on": get_end_of_follow_up(case, row),
	}
	case.make(COORDINATOR if "outside" in row else assistant, "Screening", **values, **who)


def get_end_of_follow_up(case: Case, row: dict) -> date | None:
	"""Return when what followed was done: at once after a good result, else by the plan (`done`); None while it is open."""
	days = row["ago"] if row["result"] == "Above Cut-Off" else row.get("done")
	return case.ago(days) if days else None


# help of specialists, interventions


def give_help(case: Case, row: dict) -> None:
	"""Write help for the parent, or for a child in its day centre (`child`): of the psychologist (`by`), else of somebody
	from outside, as the assistant of the day."""
	day = case.ago(row["ago"])
	worker = row.get("by") or case.assistant_on(day)
	name, institution = case.pools["specialists"].get(row["kind"], (None, None))
	is_childs, household = "child" in row, case.household
	person = household.children[row["child"]] if is_childs else household.mother
	values = {
		"help_date": day,
		"kind": row["kind"],
		"minutes": row.get("minutes", 60),
		"worker": case.office.get_email(row["by"]) if "by" in row else None,
		"outside_specialist": name,
		"institution": institution,
		"centre": case.pools["centres"][case.plan["centre"]]["name"] if is_childs else None,
		"persons": [{"full_name": person.full_name}],
		"note": case.pools["help"][row["kind"]],
	}
	case.make(worker, "Specialist Help", **values)


def intervene(case: Case) -> None:
	"""Write the intervention of the plan and who was notified of it, signed by the assistant of the day."""
	plan = case.plan["intervention"]
	day, pool = case.ago(plan["ago"]), case.pools["interventions"][plan["place"]]
	worker = case.assistant_on(day)
	values = {
		**pool,
		"intervention_date": day,
		"worker": case.office.get_email(worker),
		"persons": [{"full_name": child.full_name} for child in case.household.children],
		"notified": [make_notice(row, day) for row in pool["notified"]],
		"blue_card_on": day if "blue_card_by" in pool else None,
	}
	case.make(worker, "Intervention", submit=True, **values)


def make_notice(row: dict, day: date) -> dict:
	"""Return a body that was notified. days_after: how long after the intervention."""
	values = {key: value for key, value in row.items() if key != "days_after"}
	return {**values, "notified_on": day + timedelta(days=row.get("days_after", 0))}
