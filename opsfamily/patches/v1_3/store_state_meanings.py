"""What a workflow state means stands in OPS Settings, and on every card and request.

Before the patches that ask it: a new column is filled with its default.
"""

from opsfamily.case.meanings import OF_OURS, restate
from opsfamily.setup.defaults import create_state_meanings


def execute() -> None:
	"""Set what the office has not set, and write it on the documents; run again, it finds nothing."""
	create_state_meanings()
	for doctype in OF_OURS:
		restate(doctype)
