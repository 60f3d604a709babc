"""The page on which a specialist without an account answers a delegated task, by a link of their own.

The secret of the link stands after `#`, which a browser sends to nobody: it is in no log and in no Referer. The page
itself is the same for everybody; its script asks `open_outside_task` and `answer_outside_task` of the API.
"""

import frappe

from opsfamily.core.outside_answers import LONGEST_TEXT
from opsfamily.office import get_setting
from opsfamily.ops_teamwork.doctype.outside_answer.by_link import get_office_language
from opsfamily.ops_teamwork.doctype.outside_answer.switch import is_open

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Fill the page; there is none while the office takes no answers by a link."""
	# That there is no page is not to be remembered either: the office may open it in the next minute.
	frappe.local.no_cache = True
	if not is_open():
		raise frappe.PageDoesNotExistError
	context.language = frappe.local.lang = get_office_language()
	context.office = get_setting("office_name") or ""
	context.longest = LONGEST_TEXT
