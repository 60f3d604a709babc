"""The work of a spell of support in its order: assessments, plan, schedule, evaluation, changes of the people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import frappe

from opsfamily.core import outcomes
from opsfamily.core.assignments import ASSISTANT, FOSTER_COORDINATOR, SUBSTITUTE
from opsfamily.ops_casework.doctype.family_assessment.taken_over import PARTS, SPHERES
from opsfamily.permissions.session import acting_as
from opsfamily.setup.demo.office_year.case import ASSISTANTS, COORDINATOR, FOR_LIFE, Case
from opsfamily.setup.demo.office_year.days import workday
from opsfamily.setup.demo.office_year.intake import order_by_court

# Days from the first day of the support, or from the paper before.
TO_ASSESSMENT, TO_PLAN, TO_EVALUATION, TO_NEXT_ASSESSMENT = 14, 7, 148, 176
# A late assessment, and what nobody handed over for a while.
LATE, HANDED_LATE = 33, 24
# Rewritten half a year later; the other parts are confirmed as unchanged.
REWRITTEN = ("parenting", "education", "conflicts")
# When an action is done, in days from its last day; None: not before the evaluation.
DONE_AFTER = (-4, -1, None, -7, 9, -2, -3)
Event = tuple[date, Callable[[], None]]


def work(case: Case, first: date, last: date) -> None:
	"""Write the documents of a spell in the order of their days."""
	events = [*plan_changes(case, first, last)]
	if case.plan["way"] != FOR_LIFE:
		events += plan_papers(case, first, last)
	for _day, write in sorted(events, key=lambda event: event[0]):
		write()
	settle_actions(case, last)


def plan_papers(case: Case, first: date, last: date) -> list[Event]:
	"""Return the assessments, plans and evaluations of the spell with their days."""
	events, day, kind = [], case.after(first, TO_ASSESSMENT), "Initial"
	while day < last - timedelta(days=10):
		events.append((day, partial(assess, case, day, kind)))
		planned = case.after(day, TO_PLAN)
		if planned < last - timedelta(days=5):
			events.append((planned, partial(plan_work, case, planned)))
			evaluated = case.after(planned, TO_EVALUATION)
			if evaluated < last - timedelta(days=5):
				events.append((evaluated, partial(evaluate, case, evaluated)))
		if case.plan.get("overdue"):
			break
		is_late = case.plan.get("late") and kind == "Initial"
		day, kind = case.after(day, TO_NEXT_ASSESSMENT + (LATE if is_late else 0)), "Periodic"
	return events


def plan_changes(case: Case, first: date, last: date) -> list[Event]:
	"""Return the changes of people, basis and household that fall into the spell, with their days."""
	plan, events = case.plan, []
	if "before" in plan:
		events.append((case.ago(plan["before"]["until"]), partial(change_assistant, case)))
	if "substitute" in plan:
		events.append((case.ago(plan["substitute"]["from"]), partial(substitute, case)))
	if "placement" in plan:
		events.append((case.ago(plan["placement"]["since"]), partial(place_child, case)))
	if "court" in plan:
		events.append((case.ago(plan["court"]), partial(order_by_court, case)))
	if "gap" in plan:
		events.append((case.ago(plan["gap"]), partial(go_to_hospital, case)))
	return [event for event in events if first <= event[0] <= last]


# papers


def assess(case: Case, day: date, kind: str) -> None:
	"""Write F1 of a day; a later one rewrites some parts and confirms the others."""
	later = "Family Assessment" in case.documents
	values = {**(get_later_parts(case) if later else get_first_parts(case)), "kind": kind}
	if kind == "Final" and is_from_files(case):
		values["without_meeting"] = 1
	handed = HANDED_LATE if case.plan.get("late") else 4
	values["handed_to_head_on"] = case.after(day, handed)
	made = case.make(case.assistant_on(day), "Family Assessment", submit=True, assessment_date=day, **values)
	confirmed = {f"{part}_confirmed_on": day for part in PARTS if made.get(f"{part}_unchanged")}
	if confirmed:
		case.backdate("Family Assessment", made.name, **confirmed)


def is_from_files(case: Case) -> bool:
	"""Return whether the reason of the end lets the final assessment rest on the files."""
	return bool(frappe.db.get_value("Closing Reason", case.end["reason"], "assessment_from_files"))


def get_first_parts(case: Case) -> dict:
	mother, children = case.household.mother.full_name, len(case.household.children)
	incomes = [
		{
			"recipient": mother,
			"source": f"świadczenie wychowawcze ({children} × 800 zł)",
			"amount": 800 * children,
		},
		{
			"recipient": mother,
			"source": "zasiłek okresowy z pomocy społecznej",
			"amount": 420 + 35 * (case.number % 9),
		},
	]
	if case.household.father:
		father = {"recipient": case.household.father.full_name, "source": "wynagrodzenie", "amount": 3100}
		incomes.append({**father, "amount": 3100 + 60 * (case.number % 7)})
	return {
		"housing_tenure": case.choose("tenures"),
		"housing_order": case.choose("orders"),
		"sleep_study_rest": case.choose("sleep"),
		"residents": len(case.household.children) + (2 if case.household.father else 1),
		"incomes": incomes,
		"debts": case.choose("debts"),
		**get_spheres(case, SPHERES, 0),
		"causes": [{"cause": cause} for cause in case.plan.get("causes", ())],
		"sensitive_causes": [{"cause": cause} for cause in case.plan.get("sensitive", ())],
	}


def get_later_parts(case: Case) -> dict:
	unchanged = {f"{part}_unchanged": 1 for part in PARTS if part not in REWRITTEN}
	return {**get_spheres(case, REWRITTEN, 1), **unchanged}


def get_spheres(case: Case, spheres: tuple[str, ...], place: int) -> dict:
	"""Return texts and ratings (1 to 5) of spheres. place: 0 at the beginning, 1 half a year later."""
	gain = 0 if case.plan.get("resists") else place
	values = {}
	for sphere in spheres:
		values[sphere] = case.pools["spheres"][sphere][gain]
		values[f"{sphere}_rating"] = str(2 + (case.number + len(sphere)) % 2 + gain)
	if "violence" in values:
		is_known = case.plan.get("violence")
		values["violence_rating"] = "1" if is_known else "5"
		values["violence"] = case.pools["violence"][place] if is_known else values["violence"]
	return values


def plan_work(case: Case, day: date) -> None:
	"""Write plan and schedule, or a new version of those that run: of the plan as well in every other family."""
	running = frappe.db.get_value("Action Schedule", {"family": case.name, "status": "Running"})
	if not running:
		write_plan(case, day)
	elif case.number % 2:
		renew(case, "Family Work Plan", {"plan_date": day})
	write_schedule(case, day, running)


def write_plan(case: Case, day: date) -> None:
	goals = [row["goal"] for row in case.choose_by_age(case.pools["themes"], day)]
	values = {
		**case.pools["swot"],
		"main_goal": "Dzieci dorastają w bezpiecznym domu, rodzice radzą sobie sami.",
		"long_term_goals": [{"goal": goals[0]}],
		"short_term_goals": [{"goal": goal} for goal in goals[1:]],
	}
	case.make(case.assistant_on(day), "Family Work Plan", submit=True, plan_date=day, **values)


def renew(case: Case, doctype: str, values: dict) -> None:
	"""Submit a new version of the running plan or schedule, with these values."""
	with acting_as(case.office.get_email(case.assistant)):
		version = frappe.get_doc(doctype, case.documents[doctype]).new_version()
		version.update(values)
		version.submit()
	case.documents[doctype] = version.name


def write_schedule(case: Case, day: date, running: str | None) -> None:
	values = {
		"schedule_date": day,
		"signed_on": day,
		"evaluation_date": day + timedelta(days=TO_EVALUATION),
		"actions": get_actions(case, day),
	}
	if running:
		renew(case, "Action Schedule", values)
		return
	plan = case.documents["Family Work Plan"]
	case.make(case.assistant_on(day), "Action Schedule", submit=True, plan=plan, **values)


def get_actions(case: Case, day: date) -> list[dict]:
	"""Return the agreed actions of two themes, one for each party; other themes each half-year."""
	themes = case.choose_by_age(case.pools["themes"], day)
	start, actions = case.rng.randrange(len(themes)), []
	for place, theme in enumerate((themes[start], themes[start - 1])):
		parties = (
			("Family", "family"),
			("Family Assistant", "assistant"),
			("Social Worker", "social_worker"),
		)
		for days, (party, key) in zip((60, 110, 85), parties, strict=True):
			due = day + timedelta(days=days + 20 * place)
			row = {"party": party, "action": theme[key], "due_date": due, "competence_area": theme["area"]}
			actions.append({**row, "expected_effect": theme["effect"]})
	return actions


def evaluate(case: Case, day: date) -> None:
	"""Write F3 with the outcome of every action."""
	values = {
		"schedule": case.documents["Action Schedule"],
		"decision": "Change the Plan" if case.number % 2 else "Continue the Plan",
		"family_perspective": "„Jest spokojniej, łatwiej zaplanować pieniądze.”",
		"assistant_perspective": "Większość działań wykonana, rodzina korzysta ze wsparcia.",
	}
	settle_actions(case, day)
	evaluation = case.make(case.assistant_on(day), "Work Plan Evaluation", meeting_date=day, **values)
	for place, row in enumerate(evaluation.actions):
		if row.outcome == outcomes.PENDING:
			row.outcome = (
				outcomes.PARTLY_DONE if place % 2 and not case.plan.get("resists") else outcomes.NOT_DONE
			)
	with acting_as(case.office.get_email(case.assistant_on(day))):
		evaluation.submit()


def settle_actions(case: Case, until: date) -> None:
	"""Write down the actions that were due before a day and done, most of them in time; none where the family resists."""
	if case.plan.get("resists") or "Action Schedule" not in case.documents:
		return
	# get_all: the assistant's own schedule.
	actions = frappe.get_all(
		"Scheduled Action",
		{
			"schedule": case.documents["Action Schedule"],
			"outcome": outcomes.PENDING,
			"due_date": ["<", until - timedelta(days=1)],
		},
		["name", "due_date"],
		order_by="name",
	)
	with acting_as(case.office.get_email(case.assistant_on(until))):
		for place, row in enumerate(actions):
			days = DONE_AFTER[(place + case.number) % len(DONE_AFTER)]
			if days is not None:
				done = workday(row.due_date + timedelta(days=days), until)
				action = frappe.get_doc("Scheduled Action", row.name)
				action.update({"outcome": outcomes.DONE, "done_on": done})
				action.save()


# people and places


def change_assistant(case: Case) -> None:
	"""End the first assistant's part and give it to the next one from the day after."""
	last = case.ago(case.plan["before"]["until"])
	former = {"family": case.name, "part": ASSISTANT}
	with acting_as(case.office.get_email(COORDINATOR)):
		assignment = frappe.get_doc("Case Assignment", frappe.db.get_value("Case Assignment", former))
		assignment.until_date = last
		assignment.save()
	case.put_on_case(case.assistant, ASSISTANT, last + timedelta(days=1), reason="zmiana podziału rodzin")


def substitute(case: Case) -> None:
	"""Put a substitute on the case while the assistant is on leave."""
	plan = case.plan["substitute"]
	days = (case.ago(plan["from"]), case.ago(plan["until"]))
	case.put_on_case(ASSISTANTS[plan["worker"]], SUBSTITUTE, *days, reason="urlop asystenta")


def place_child(case: Case) -> None:
	"""Write that a child is in foster care, and when it came home where it did."""
	plan = case.plan["placement"]
	since = case.ago(plan["since"])
	kind, carer = case.choose("carers")
	case.put_on_case("foster_coordinator", FOSTER_COORDINATOR, since, reason="dziecko w pieczy zastępczej")
	values = {
		"child": case.household.children[plan["child"]].full_name,
		"kind": kind,
		"carer": carer,
		"since": since,
		"court_decision": f"III Nsm {300 + case.number}/{since:%y}",
		"reunification_goal": "rodzice utrzymują abstynencję i regularnie odwiedzają dziecko",
	}
	if "until" in plan:
		values.update({"until_date": case.ago(plan["until"]), "end_code": plan["code"]})
	case.make(COORDINATOR, "Foster Placement", **values)


def go_to_hospital(case: Case) -> None:
	"""Write that the mother is in hospital, so that nobody is met at home."""
	with acting_as(case.office.get_email(COORDINATOR)):
		family = frappe.get_doc("Family", case.name)
		mother = case.household.mother.full_name
		days = {"from_date": case.ago(case.plan["gap"]), "kind": "In Hospital"}
		family.append("absences", {"who": mother, **days, "note": "dzieci u dziadków"})
		family.save()
