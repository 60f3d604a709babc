"""The two workflows that an office starts with and then owns: the monthly card and the request for an assistant.

They only add buttons to the Desk; the controllers enforce the rules with or without them.
"""

from __future__ import annotations

from typing import NamedTuple

from opsfamily.core import requests
from opsfamily.core import timesheet as card
from opsfamily.core.roles import ASSISTANT, COORDINATOR, HEAD, SOCIAL_WORKER
from opsfamily.setup.create import create_if_missing


class Move(NamedTuple):
	"""An action that leads from one state to another, and the roles that may take it."""

	state: str
	action: str
	next_state: str
	roles: tuple[str, ...]


class Design(NamedTuple):
	"""A workflow. states: name → style. editors: state → the role that edits it, by default `editor`.

	optional: states in which nobody has to act. The framework writes no Workflow Action for these, which would
	take three times as long as saving the document itself.
	"""

	name: str
	doctype: str
	states: dict[str, str]
	docstatus: dict[str, int]
	moves: tuple[Move, ...]
	editors: dict[str, str]
	editor: str
	optional: tuple[str, ...]


TIMESHEET = Design(
	name="Assistant Timesheet Acceptance",
	doctype="Assistant Timesheet",
	states={
		card.DRAFT: "Danger",
		card.SENT: "Warning",
		card.RETURNED: "Danger",
		card.ACCEPTED: "Success",
		card.WITHDRAWN: "Inverse",
	},
	docstatus=card.DOCSTATUS,
	moves=(
		Move(card.DRAFT, "Send Card", card.SENT, (ASSISTANT, COORDINATOR, HEAD)),
		Move(card.RETURNED, "Send Card", card.SENT, (ASSISTANT, COORDINATOR, HEAD)),
		Move(card.SENT, "Accept Card", card.ACCEPTED, (COORDINATOR, HEAD)),
		Move(card.SENT, "Return Card", card.RETURNED, (COORDINATOR, HEAD)),
		Move(card.ACCEPTED, "Withdraw Acceptance", card.WITHDRAWN, (COORDINATOR, HEAD)),
	),
	editors={card.DRAFT: ASSISTANT, card.RETURNED: ASSISTANT},
	# Only the coordinator edits a frozen state; the only editable field is the reason for a return.
	editor=COORDINATOR,
	optional=(card.SENT, card.RETURNED, card.WITHDRAWN),
)
REQUEST = Design(
	name="Assistant Request Decision",
	doctype="Assistant Request",
	states={
		requests.DRAFT: "Danger",
		requests.SENT: "Warning",
		requests.ASSIGNED: "Success",
		requests.REFUSED: "Inverse",
	},
	docstatus=requests.DOCSTATUS,
	moves=(
		Move(requests.DRAFT, "Send Request", requests.SENT, (SOCIAL_WORKER, COORDINATOR, HEAD)),
		Move(requests.SENT, "Assign Assistant", requests.ASSIGNED, (HEAD,)),
		Move(requests.SENT, "Refuse Request", requests.REFUSED, (HEAD,)),
	),
	editors={requests.DRAFT: SOCIAL_WORKER},
	# Only the head edits a sent request: the fields of the decision.
	editor=HEAD,
	optional=(requests.SENT,),
)
WORKFLOWS = (TIMESHEET, REQUEST)


def create_workflow(design: Design) -> None:
	"""Create a workflow with its states and actions if they are missing."""
	for state, style in design.states.items():
		create_if_missing("Workflow State", {"workflow_state_name": state, "style": style})
	for move in design.moves:
		create_if_missing("Workflow Action Master", {"workflow_action_name": move.action})
	create_if_missing(
		"Workflow",
		{
			"workflow_name": design.name,
			"document_type": design.doctype,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": 0,
			"states": get_states(design),
			"transitions": get_transitions(design),
		},
	)


def get_states(design: Design) -> list[dict]:
	"""Return the rows of the workflow's states."""
	return [
		{
			"state": state,
			"doc_status": str(design.docstatus[state]),
			"allow_edit": design.editors.get(state, design.editor),
			"is_optional_state": int(state in design.optional),
		}
		for state in design.states
	]


def get_transitions(design: Design) -> list[dict]:
	"""Return the rows of the workflow's moves, one for each role."""
	return [
		{
			"state": move.state,
			"action": move.action,
			"next_state": move.next_state,
			"allowed": role,
			"allow_self_approval": 1,
		}
		for move in design.moves
		for role in move.roles
	]
