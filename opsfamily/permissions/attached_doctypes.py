"""The DocTypes of the core whose records hang on a document by its DocType and name.

Whoever may not see the document sees nothing that hangs on it (`attached.py`, `files.py`). A test reads the
installed framework's DocTypes and fails for a pair of columns that stands in neither list.

Does not import frappe: hooks are read before there is a site.
"""

from __future__ import annotations

from opsfamily.permissions.registry import make_identifier

REFERENCE = ("reference_doctype", "reference_name")
# DocType → its pairs of columns: the document's DocType, and its name.
ATTACHED: dict[str, tuple[tuple[str, str], ...]] = {
	"Access Log": (("export_from", "reference_document"),),
	"Activity Log": (REFERENCE, ("timeline_doctype", "timeline_name"), ("link_doctype", "link_name")),
	"Auto Repeat": (("reference_doctype", "reference_document"),),
	"Comment": (REFERENCE,),
	"Communication": (REFERENCE,),
	"Discussion Topic": (("reference_doctype", "reference_docname"),),
	"DocShare": (("share_doctype", "share_name"),),
	"Document Follow": (("ref_doctype", "ref_docname"),),
	"Document Share Key": (("reference_doctype", "reference_docname"),),
	"Email Queue": (REFERENCE,),
	"Email Unsubscribe": (REFERENCE,),
	"Energy Point Log": (REFERENCE,),
	"Event": (("reference_doctype", "reference_docname"),),
	"File": (("attached_to_doctype", "attached_to_name"),),
	"Integration Request": (("reference_doctype", "reference_docname"),),
	"Milestone": (("reference_type", "reference_name"),),
	"Notification Log": (("document_type", "document_name"),),
	"Reminder": (("reminder_doctype", "reminder_docname"),),
	"Submission Queue": (("ref_doctype", "ref_docname"),),
	"Tag Link": (("document_type", "document_name"),),
	"ToDo": (("reference_type", "reference_name"),),
	"Transaction Log": (("reference_doctype", "document_name"),),
	"Version": (("ref_doctype", "docname"),),
	"View Log": (REFERENCE,),
	"Webhook Request Log": (("reference_doctype", "reference_document"),),
	"Workflow Action": (REFERENCE,),
}
ADMINISTRATION = "describes DocTypes, for administrators"
PAGE = "leads to a list, form or report, which checks for itself"
ROW = "is a row, read with its own document"
# DocType → why its records are left to the core.
APART = {
	"Audit Trail": "compares documents that its reader may read, stores nothing",
	"Communication Link": ROW,
	"Custom Field": ADMINISTRATION,
	"Customize Form": ADMINISTRATION,
	"Dashboard Chart": "counts what its reader may read",
	"Deleted Document": "its document is gone; System Managers alone read and restore it",
	"Desktop Icon": PAGE,
	"DocType": ADMINISTRATION,
	"DocType Link": ADMINISTRATION,
	"Dynamic Link": ROW,
	"Email Account": ADMINISTRATION,
	"Energy Point Rule": ADMINISTRATION,
	"Error Log": "traces of failures; System Managers alone read and clear it",
	"Event Participants": ROW,
	"IMAP Folder": ADMINISTRATION,
	"Kanban Board": "shows what its reader may read",
	"List Filter": "a saved filter, names no document",
	"Permission Inspector": "System Managers alone ask it; stores nothing",
	"Permission Log": "who gave which right; System Managers alone read it",
	"Personal Data Deletion Step": ADMINISTRATION,
	"Property Setter": ADMINISTRATION,
	"Report": ADMINISTRATION,
	"User Permission": "narrows what a user sees; System Managers alone read it",
	"Webhook": ADMINISTRATION,
	"Workflow": ADMINISTRATION,
	"Workflow Transition Task": ADMINISTRATION,
	"Workspace": PAGE,
	"Workspace Link": PAGE,
	"Workspace Shortcut": PAGE,
	"Workspace Sidebar Item": PAGE,
}
MODULE = "opsfamily.permissions.attached"
CAN_SEE = f"{MODULE}.can_see"
CAN_SEE_FILE = "opsfamily.permissions.files.can_see_file"


def attached_query_hooks() -> dict[str, str]:
	"""Return the hook `permission_query_conditions` of these DocTypes (`attached.__getattr__`)."""
	return {doctype: f"{MODULE}.query_{make_identifier(doctype)}" for doctype in ATTACHED}


def attached_permission_hooks() -> dict[str, str]:
	"""Return the hook `has_permission` of these DocTypes; a File has a rule of its own as well."""
	return {**dict.fromkeys(ATTACHED, CAN_SEE), "File": CAN_SEE_FILE}
