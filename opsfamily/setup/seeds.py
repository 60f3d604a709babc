"""Records that an office starts with and then owns: created if they are missing, never overwritten."""

import frappe

from opsfamily.core import timesheet as card

PHONE_CALL = "rozmowa telefoniczna"
# Name → whether the kind stands on the timesheet (F4). The office changes this as it likes.
CONTACT_KINDS = {
	"wizyta w rodzinie": 1,
	PHONE_CALL: 0,
	"towarzyszenie": 1,
	"kontakt z instytucją w sprawie rodziny": 1,
	"spotkanie zespołu": 1,
	"nieobecność rodziny w domu": 1,
}
SUPPORT_KINDS = (
	"szkoła",
	"przedszkole",
	"świetlica środowiskowa",
	"kurator sądowy",
	"policja",
	"ochrona zdrowia",
	"poradnia",
	"urząd",
	"organizacja społeczna",
	"rodzina",
	"przyjaciele i sąsiedzi",
)
TIMESHEET_WORKFLOW = "Assistant Timesheet Acceptance"
WORKFLOW_STATES = {
	card.DRAFT: "Danger",
	card.SENT: "Warning",
	card.RETURNED: "Danger",
	card.ACCEPTED: "Success",
	card.WITHDRAWN: "Inverse",
}
# (from, action, to, roles)
TRANSITIONS = (
	(card.DRAFT, "Send Card", card.SENT, ("Family Assistant", "Family Coordinator", "Head of Centre")),
	(card.RETURNED, "Send Card", card.SENT, ("Family Assistant", "Family Coordinator", "Head of Centre")),
	(card.SENT, "Accept Card", card.ACCEPTED, ("Family Coordinator", "Head of Centre")),
	(card.SENT, "Return Card", card.RETURNED, ("Family Coordinator", "Head of Centre")),
	(card.ACCEPTED, "Withdraw Acceptance", card.WITHDRAWN, ("Family Coordinator", "Head of Centre")),
)
EDITORS = {card.DRAFT: "Family Assistant", card.RETURNED: "Family Assistant"}
# Only acceptance is a task that waits for somebody; for an optional next state the platform writes no
# Workflow Action, which would cost three times the saving of the card itself.
NOT_A_TASK = (card.SENT, card.RETURNED, card.WITHDRAWN)
KANBAN_BOARD = "Działania"
OUTCOME_COLOURS = {
	"Pending": "Blue",
	"Done": "Green",
	"Partly Done": "Yellow",
	"Not Done": "Red",
	"Withdrawn": "Gray",
}


def plant() -> None:
	"""Create what is missing."""
	plant_dictionaries()
	plant_workflow()
	plant_kanban_board()


def plant_dictionaries() -> None:
	for name, on_timesheet in CONTACT_KINDS.items():
		create_if_missing("Contact Kind", name, {"kind_name": name, "on_timesheet": on_timesheet})
	for name in SUPPORT_KINDS:
		create_if_missing("Support Kind", name, {"kind_name": name})


def plant_workflow() -> None:
	for state, style in WORKFLOW_STATES.items():
		create_if_missing("Workflow State", state, {"workflow_state_name": state, "style": style})
	for _state, action, _next_state, _roles in TRANSITIONS:
		create_if_missing("Workflow Action Master", action, {"workflow_action_name": action})
	create_if_missing(
		"Workflow",
		TIMESHEET_WORKFLOW,
		{
			"workflow_name": TIMESHEET_WORKFLOW,
			"document_type": "Assistant Timesheet",
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": workflow_states(),
			"transitions": workflow_transitions(),
		},
	)


def workflow_states() -> list[dict]:
	# A frozen state is edited by the coordinator alone, whose one editable field is the reason of a return.
	return [
		{
			"state": state,
			"doc_status": str(card.DOCSTATUS[state]),
			"allow_edit": EDITORS.get(state, "Family Coordinator"),
			"is_optional_state": int(state in NOT_A_TASK),
		}
		for state in WORKFLOW_STATES
	]


def workflow_transitions() -> list[dict]:
	return [
		{
			"state": state,
			"action": action,
			"next_state": next_state,
			"allowed": role,
			"allow_self_approval": 1,
		}
		for state, action, next_state, roles in TRANSITIONS
		for role in roles
	]


def plant_kanban_board() -> None:
	create_if_missing(
		"Kanban Board",
		KANBAN_BOARD,
		{
			"kanban_board_name": KANBAN_BOARD,
			"reference_doctype": "Scheduled Action",
			"field_name": "outcome",
			"columns": [
				{"column_name": outcome, "indicator": colour, "status": "Active"}
				for outcome, colour in OUTCOME_COLOURS.items()
			],
		},
	)


def create_if_missing(doctype: str, name: str, values: dict) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert(ignore_permissions=True)
