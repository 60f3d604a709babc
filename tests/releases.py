"""What releases of the framework answer otherwise than the snapshot, asked of the framework that is installed."""

from inspect import getsource

import frappe
from frappe import app
from frappe.www import printview

NOT_ALLOWED, NOT_THERE = (403, 417), (404,)


def get_refusals_of_prints() -> tuple[int, ...]:
	"""Return how page and PDF are refused: later 15 says of a document that is not the reader's that there is none."""
	hides = "DoesNotExistError" in getsource(printview.validate_print_permission)
	return NOT_THERE if hides else NOT_ALLOWED


def reads_every_kind_of_json() -> bool:
	"""Return whether a body of any type of JSON is the request, and its query nothing; else application/json alone is."""
	return "is_json" in getsource(app.make_form_dict)


def takes_empty_filters() -> bool:
	"""Return whether empty filters are none; the snapshot cannot read them."""
	try:
		frappe.get_list("ToDo", filters="", limit_page_length=1, order_by="name")
	except Exception:
		return False
	return True
