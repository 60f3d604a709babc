"""What a workflow state of a card or a request means, whatever the office calls it.

The rules ask the meaning; names of states, actions and roles are the office's.
"""

from __future__ import annotations

from collections.abc import Collection

BEING_WRITTEN, SENT, RETURNED = "Being Written", "Sent", "Returned"
ACCEPTED, REFUSED, WITHDRAWN = "Accepted", "Refused", "Withdrawn"
# The framework's docstatus of each meaning: 0 draft, 1 submitted, 2 cancelled.
DOCSTATUS = {BEING_WRITTEN: 0, SENT: 0, RETURNED: 0, ACCEPTED: 1, REFUSED: 1, WITHDRAWN: 2}
# What a state means of which nobody has said it.
BY_DOCSTATUS = {0: BEING_WRITTEN, 1: ACCEPTED, 2: WITHDRAWN}
# The author writes.
OPEN = (BEING_WRITTEN, RETURNED)
# Neither the document nor what it was made of can change.
FROZEN = (SENT, ACCEPTED)

Moves = Collection[tuple[str, str]]


def get_meaning(said: str | None, docstatus: int) -> str:
	"""Return what a state means. said: the meaning that the office or the app gave it, if any."""
	return said or BY_DOCSTATUS[int(docstatus)]


def fits(meaning: str, docstatus: int) -> bool:
	"""Return whether a document with this docstatus may be in a state that means this."""
	return DOCSTATUS[meaning] == int(docstatus)


def may_move(meaning: str, next_meaning: str, moves: Moves) -> bool:
	"""Return whether a document may go from one meaning to the other; two states may mean the same."""
	return meaning == next_meaning or (meaning, next_meaning) in moves


def may_step(meaning: str, next_meaning: str, moves: Moves, is_said: bool, waits: bool) -> bool:
	"""Return whether a document may go to a state, where the office may have left out what the state means.

	is_said: whether the next state has a meaning of its own; one without never stops a document on its way. waits: whether
	the document was sent and is not decided on, also where its present state does not say so.
	"""
	if may_move(meaning, next_meaning, moves):
		return True
	goes_on = not is_said and next_meaning == BEING_WRITTEN and waits
	return goes_on or (waits and may_move(SENT, next_meaning, moves))


def choose_next(states: Collection[tuple[str, str]], order: list[str], state: str, wanted: str) -> str | None:
	"""Return the state that leads on to a wanted meaning: one that means it, else the next one forward, else None.

	states: (state, meaning) that can be reached from `state`; order: all states in the order of the office's workflow.
	Forward is what stands later in that order and is still on the way, so never a return or a refusal.
	"""
	for next_state, meaning in states:
		if meaning == wanted:
			return next_state
	on_the_way = {SENT: (BEING_WRITTEN,), ACCEPTED: (BEING_WRITTEN, SENT)}.get(wanted, ())
	later = order[order.index(state) + 1 :] if state in order else []
	forward = {next_state for next_state, meaning in states if meaning in on_the_way}
	return next((each for each in later if each in forward), None)
