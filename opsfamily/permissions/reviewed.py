"""Methods of the framework that may be called about documents of families, each with the reason why it holds.

A method that is not here is closed for our DocTypes, also one that a later Frappe adds. Before you add one, read
it in every version that we support: it must ask the document's permission or read by `get_list`. Methods that
`gate.py` wraps are not here: ours answers for them. Paths count as they are written, so that no other path to the
same function is open.
"""

OWN_RIGHT = "asks the permission of each document that it reads"
OWN_SAVE = "saves by the document's own permission and rules"
OWN_LIST = "reads by get_list, so with the rule's condition"
NO_ROWS = "answers from the DocType's definition, holds no row"
OWN_RECORDS = "reads and writes records of the user's own"

CLIENT, FORM = "frappe.client.", "frappe.desk.form."
DESK, PRINT = "frappe.desk.", "frappe.utils.print_format."
DOCUMENT, WORKFLOW = "frappe.model.document.Document.", "frappe.model.workflow."
KANBAN = "frappe.desk.doctype.kanban_board.kanban_board."
WORKSPACE = "frappe.desk.doctype.workspace.workspace."
CARDS = "frappe.desk.doctype.number_card.number_card."

# Method, page or route → why it holds.
REVIEWED = {
	# REST, v1 and v2.
	"rest read": f"one document: {OWN_RIGHT}; a list: {OWN_LIST}",
	"rest create": OWN_SAVE,
	"rest update": OWN_SAVE,
	"rest delete": OWN_RIGHT,
	"rest copy": OWN_RIGHT,
	"rest meta": NO_ROWS,
	"rest count": OWN_LIST,
	# Pages.
	"/printview": OWN_RIGHT,
	# Methods of a document.
	f"{DOCUMENT}submit": OWN_SAVE,
	f"{DOCUMENT}_submit": OWN_SAVE,
	f"{DOCUMENT}cancel": OWN_SAVE,
	f"{DOCUMENT}_cancel": OWN_SAVE,
	f"{DOCUMENT}discard": OWN_SAVE,
	f"{DOCUMENT}rename": OWN_SAVE,
	f"{DOCUMENT}_rename": OWN_SAVE,
	f"{DOCUMENT}add_comment": "is called on a document that the user may read",
	# frappe.client.
	f"{CLIENT}get_list": OWN_LIST,
	f"{CLIENT}get_value": OWN_LIST,
	f"{CLIENT}get_single_value": "asks the permission of the single; none of ours is one",
	f"{CLIENT}get_doc_permissions": "answers what the user may do, nothing of the document",
	f"{CLIENT}has_permission": "answers what the user may do, nothing of the document",
	f"{CLIENT}insert": OWN_SAVE,
	f"{CLIENT}insert_many": OWN_SAVE,
	f"{CLIENT}save": OWN_SAVE,
	f"{CLIENT}submit": OWN_SAVE,
	f"{CLIENT}cancel": OWN_SAVE,
	f"{CLIENT}set_value": OWN_SAVE,
	f"{CLIENT}bulk_update": OWN_SAVE,
	f"{CLIENT}delete": OWN_RIGHT,
	f"{CLIENT}attach_file": "asks the document's permission; the File asks again when it is saved",
	# Forms.
	f"{FORM}load.getdoctype": NO_ROWS,
	f"{FORM}load.get_communications": OWN_RIGHT,
	f"{FORM}save.savedocs": OWN_SAVE,
	f"{FORM}save.cancel": OWN_SAVE,
	f"{FORM}save.discard": OWN_SAVE,
	f"{FORM}utils.add_comment": OWN_RIGHT,
	f"{FORM}utils.update_comment": "changes a comment of the user's own only",
	f"{FORM}utils.update_comment_publicity": "changes a comment of the user's own only (v16)",
	f"{FORM}utils.remove_attach": "deletes the File by its own permission",
	f"{FORM}linked_with.get_linked_doctypes": NO_ROWS,
	f"{FORM}linked_with.cancel_all_linked_docs": OWN_SAVE,
	f"{FORM}document_follow.follow_document": "refused by the guard of Document Follow",
	f"{FORM}document_follow.update_follow": "refused by the guard of Document Follow",
	f"{FORM}document_follow.unfollow_document": OWN_RECORDS,
	f"{DESK}link_preview.get_preview_data": OWN_LIST,
	"frappe.share.add": "refused by the guard of DocShare",
	"frappe.share.set_permission": "refused by the guard of DocShare",
	"frappe.share.get_users": "lists shares, of which there are none",
	# Lists.
	f"{DESK}reportview.get": OWN_LIST,
	f"{DESK}reportview.get_list": OWN_LIST,
	f"{DESK}reportview.get_count": OWN_LIST,
	f"{DESK}reportview.get_stats": OWN_LIST,
	f"{DESK}reportview.get_sidebar_stats": OWN_LIST,
	f"{DESK}reportview.get_filter_dashboard_data": OWN_LIST,
	f"{DESK}reportview.delete_items": OWN_RIGHT,
	f"{DESK}reportview.save_report": "saves columns and filters; who opens it reads by their own list",
	f"{DESK}reportview.delete_report": "deletes a saved view, holds no row",
	f"{DESK}listview.get_list_settings": NO_ROWS,
	f"{DESK}listview.set_list_settings": NO_ROWS,
	f"{DESK}doctype.list_view_settings.list_view_settings.save_listview_settings": NO_ROWS,
	f"{DESK}doctype.list_view_settings.list_view_settings.get_default_listview_fields": NO_ROWS,
	"frappe.model.utils.user_settings.get": OWN_RECORDS,
	"frappe.model.utils.user_settings.save": OWN_RECORDS,
	f"{DESK}doctype.route_history.route_history.deferred_insert": OWN_RECORDS,
	f"{DESK}doctype.bulk_update.bulk_update.submit_cancel_or_update_docs": OWN_SAVE,
	"frappe.core.api.file.get_attached_images": OWN_LIST,
	# Calendar and boards.
	f"{DESK}calendar.get_events": OWN_LIST,
	f"{DESK}calendar.update_event": OWN_SAVE,
	f"{DESK}gantt.update_task": OWN_SAVE,
	f"{KANBAN}get_kanban_boards": "lists boards, not their cards",
	f"{KANBAN}quick_kanban_board": f"makes a board; its cards: {OWN_LIST}",
	f"{KANBAN}save_settings": "saves the board by its own permission",
	f"{KANBAN}add_column": "saves the board by its own permission",
	f"{KANBAN}archive_restore_column": "saves the board by its own permission",
	f"{KANBAN}update_column_order": "saves the board by its own permission",
	f"{KANBAN}set_indicator": "saves the board by its own permission",
	f"{KANBAN}add_card": "writes the name that the user sent into the board's order",
	f"{KANBAN}update_order_for_single_card": OWN_SAVE,
	# Workspaces: links and blocks; who opens them reads by their own list.
	f"{DESK}desktop.get_desktop_page": "answers a workspace's links by the user's roles, holds no row",
	f"{WORKSPACE}save_page": "saves a workspace's links and blocks, holds no row",
	f"{WORKSPACE}new_page": "saves a workspace's links and blocks, holds no row",
	f"{WORKSPACE}duplicate_page": "copies a workspace's links and blocks, holds no row",
	f"{WORKSPACE}delete_page": "deletes a workspace of the user's own, holds no row (v15)",
	f"{DESK}doctype.workspace_sidebar.workspace_sidebar.add_sidebar_items": "saves the user's own sidebar, holds no row (v16)",
	f"{DESK}doctype.desktop_layout.desktop_layout.save_layout": "saves the user's own desktop, holds no row (v16)",
	f"{DESK}doctype.dashboard_settings.dashboard_settings.save_chart_config": OWN_RECORDS,
	# Workflow.
	f"{WORKFLOW}get_transitions": OWN_RIGHT,
	f"{WORKFLOW}apply_workflow": OWN_SAVE,
	f"{WORKFLOW}get_common_transition_actions": OWN_RIGHT,
	f"{WORKFLOW}bulk_workflow_approval": OWN_SAVE,
	f"{WORKFLOW}can_cancel_document": NO_ROWS,
	"frappe.model.rename_doc.update_document_title": OWN_SAVE,
	# Papers and e-mail.
	"frappe.www.printview.get_html_and_style": OWN_RIGHT,
	"frappe.www.printview.get_rendered_raw_commands": OWN_RIGHT,
	"frappe.printing.page.print.print.get_print_settings_to_show": "answers the print settings, nothing of the document",
	f"{PRINT}download_pdf": OWN_RIGHT,
	f"{PRINT}download_multi_pdf": OWN_RIGHT,
	f"{PRINT}download_multi_pdf_async": f"in a job as the user: {OWN_RIGHT}",
	f"{PRINT}render_letterhead_for_print": "fills the values that the user sent into a letter head (v16)",
	f"{PRINT}report_to_pdf": "prints the page that the user sent",
	"frappe.utils.weasyprint.download_pdf": OWN_RIGHT,
	"frappe.core.doctype.communication.email.make": OWN_RIGHT,
	"frappe.email.doctype.email_template.email_template.get_email_template": "fills the values that the user sent into a text",
	"frappe.core.doctype.access_log.access_log.make_access_log": "adds a line about the user to the log",
	# Files: the File's own permission and guards hold.
	"upload_file": "asks the right to write the document; the File asks again when it is saved",
	"frappe.handler.upload_file": "asks the right to write the document; the File asks again when it is saved",
	# Reports, cards and charts.
	f"{DESK}query_report.run": "asks the report's roles; reports read by get_list; columns of ours from others: closed",
	f"{DESK}query_report.get_script": NO_ROWS,
	f"{DESK}query_report.save_report": "saves columns and filters; columns of ours: closed",
	f"{CARDS}get_result": OWN_LIST,
	f"{CARDS}get_percentage_difference": OWN_LIST,
	# Live updates.
	"frappe.realtime.can_subscribe_doc": OWN_RIGHT,
	"frappe.realtime.can_subscribe_doctype": "asks the role; a message about a list holds no value",
	"frappe.realtime.has_permission": OWN_RIGHT,
}

# Method → its arguments that are paths of methods; such a call passes by every override.
CALLED_BY_NAME = {
	"frappe.desk.search.search_link": ("query",),
	"frappe.desk.search.search_widget": ("query",),
	"opsfamily.permissions.gate.search_link": ("query",),
	"opsfamily.permissions.gate.search_widget": ("query",),
	f"{CLIENT}validate_link_and_fetch": ("query",),
	"opsfamily.permissions.gate.validate_link_and_fetch": ("query",),
	"upload_file": ("method",),
	"frappe.handler.upload_file": ("method",),
}
METHODS_BY_NAME = {
	"frappe.core.doctype.user.user.user_query": "lists enabled users, no document",
	"frappe.core.doctype.role.role.role_query": "lists roles, no document",
}

# Method → its arguments that must not name a DocType of ours.
REFUSED_ARGUMENTS = {
	# A report's added columns are read for all rows, by 15.0 without a permission.
	f"{DESK}query_report.run": ("custom_columns",),
	f"{DESK}query_report.export_query": ("custom_columns",),
	"opsfamily.permissions.gate.export_report": ("custom_columns",),
	f"{DESK}query_report.save_report": ("columns",),
}

# Argument → the kind of record that it names, and the record's column that holds a DocType.
STORED_RECORDS = {
	"report_name": ("Report", "ref_doctype"),
	"report": ("Report", "ref_doctype"),
	"reference_report": ("Report", "ref_doctype"),
	"chart_name": ("Dashboard Chart", "document_type"),
	"card_name": ("Number Card", "document_type"),
	"board_name": ("Kanban Board", "reference_doctype"),
	"data_import": ("Data Import", "reference_doctype"),
	"data_import_name": ("Data Import", "reference_doctype"),
	"doc_name": ("Data Import", "reference_doctype"),
	"prepared_report_name": ("Prepared Report", "report_name"),
	"dn": ("Prepared Report", "report_name"),
	"web_form": ("Web Form", "doc_type"),
	"web_form_name": ("Web Form", "doc_type"),
	"notification": ("Notification", "document_type"),
}

# Arguments of lists that may hold `link.field`, a column of the document that a Link leads to.
QUERY_ARGUMENTS = (
	"fields",
	"fieldname",
	"field",
	"filters",
	"or_filters",
	"current_filters",
	"order_by",
	"group_by",
)
# Method of ours → argument → the values with which alone it may be called about our DocTypes.
ONLY_WITH = {
	"opsfamily.permissions.gate.count_states": {
		"doctype": ("Assistant Timesheet", "Assistant Request"),
		"workflow_state_field": ("workflow_state",),
	}
}
