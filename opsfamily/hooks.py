from opsfamily import old_paths
from opsfamily.core.figures.register import BY_ENTRY
from opsfamily.permissions import attached_doctypes, reaching, registry

app_name = "opsfamily"
app_title = "OPS Family"
app_publisher = "opsfamily maintainers"
app_description = "Family-support forms of a Polish social-welfare centre"
app_email = "opsfamily@example.com"
app_license = "mit"

app_include_js = "opsfamily.bundle.js"
app_include_css = ["opsfamily.bundle.css", "opsfamily_pages.bundle.css"]
web_include_js = "opsfamily_web.bundle.js"
doctype_js = {"Print Format": "public/js/print_format.js", "Workflow": "public/js/workflow.js"}

# The tile after login (v15.55, v16); the versions before do not ask.
add_to_apps_screen = [
	{
		"name": app_name,
		"logo": "/assets/opsfamily/images/opsfamily.svg",
		"title": app_title,
		"route": "/app",
		"has_permission": "opsfamily.permissions.apps_screen.may_open",
	}
]

# The sidebar beside a list that is opened by its address (v16).
extend_bootinfo = "opsfamily.setup.desk.name_modules"

after_install = "opsfamily.setup.install.after_install"
before_migrate = "opsfamily.setup.install.before_migrate"
after_migrate = "opsfamily.setup.install.after_migrate"
after_app_install = "opsfamily.setup.desk.remove_generated"
before_uninstall = ["opsfamily.setup.uninstall.before_uninstall", "opsfamily.setup.uninstall.take_away"]
after_uninstall = "opsfamily.setup.uninstall.take_away_the_rest"

export_python_type_annotations = True
require_type_annotated_api_methods = True

# One access rule for every DocType with a family in it (permissions/registry.py, permissions/rule.py).
permission_query_conditions = {
	**registry.query_hooks(),
	"Day Centre": "opsfamily.permissions.day_centre.query_day_centre",
	"Day Centre Worker": "opsfamily.permissions.day_centre.query_day_centre_worker",
	"Support Group": "opsfamily.permissions.groups.query_group",
	"Support Group Leader": "opsfamily.permissions.groups.query_leader",
	**attached_doctypes.attached_query_hooks(),
	"Tag": "opsfamily.permissions.tags.query_words",
	# The office's own DocTypes with a family (permissions/linked.py), where the release asks.
	"*": "opsfamily.permissions.rule.query_linked",
}
has_permission = {
	**registry.permission_hooks(),
	"Day Centre": "opsfamily.permissions.day_centre.can_see_centre",
	"Support Group": "opsfamily.permissions.groups.can_see_group",
	**attached_doctypes.attached_permission_hooks(),
	"Tag": "opsfamily.permissions.tags.can_see_word",
	"*": "opsfamily.permissions.rule.can_see_linked",
}

# Helpers of the paper forms (opsfamily/ops_paper).
jinja = {
	"methods": [
		"opsfamily.ops_paper.jinja.paper_office",
		"opsfamily.ops_paper.jinja.paper_office_head",
		"opsfamily.ops_paper.jinja.paper_pages",
		"opsfamily.ops_paper.jinja.paper_row_pages",
		"opsfamily.ops_paper.jinja.paper_fitted",
		"opsfamily.ops_paper.jinja.paper_space_left",
		"opsfamily.ops_paper.jinja.paper_text_height",
		"opsfamily.ops_paper.jinja.paper_row_heights",
		"opsfamily.ops_paper.jinja.paper_widths",
		"opsfamily.ops_paper.feet.paper_browser_foot",
		"opsfamily.ops_paper.jinja.paper_padded",
		"opsfamily.ops_paper.jinja.paper_side_by_side",
		"opsfamily.ops_paper.jinja.paper_schedule_of",
		"opsfamily.ops_paper.jinja.paper_plan_of",
		"opsfamily.ops_paper.jinja.paper_plan_words",
		"opsfamily.ops_paper.jinja.paper_plan_text",
		"opsfamily.ops_casework.doctype.family.overview.paper_overview",
		"opsfamily.ops_casework.doctype.child_card.people.paper_people",
		"opsfamily.ops_casework.doctype.competence_area.course.paper_competences",
		"opsfamily.ops_casework.doctype.family_history.genogram.paper_genogram",
		"opsfamily.ops_paper.jinja.paper_family_tasks",
		"opsfamily.ops_paper.jinja.paper_whom_to_call",
		"opsfamily.ops_paper.jinja.paper_has_foster_child",
		"opsfamily.ops_visits.doctype.assistant_timesheet.contacts.paper_attempt_minutes",
		"opsfamily.ops_paper.jinja.paper_representative",
		"opsfamily.ops_paper.jinja.paper_worker",
		"opsfamily.ops_visits.doctype.assistant_timesheet.contacts.paper_signatures",
		"opsfamily.ops_day_centre.doctype.day_centre.timetable.paper_centre",
		"opsfamily.ops_day_centre.doctype.day_centre.timetable.paper_row_of",
		"opsfamily.ops_day_centre.doctype.day_centre_enrolment.day_centre_enrolment.paper_house_rules",
		"opsfamily.ops_consultation.doctype.supervision_plan.supervision_plan.paper_plan_people",
		"opsfamily.ops_teamwork.doctype.group_meeting.attendance.paper_group_people",
		"opsfamily.ops_teamwork.doctype.group_meeting.attendance.paper_group_leaders",
		"opsfamily.ops_figures.paper.paper_report_groups",
		"opsfamily.ops_figures.paper.paper_published_groups",
		"opsfamily.ops_figures.paper.paper_report_differences",
		"opsfamily.ops_paper.letters.paper_letter",
		"opsfamily.ops_paper.letters.paper_controller",
		"opsfamily.ops_paper.letters.paper_head",
		"opsfamily.ops_paper.letters.paper_addressee",
		"opsfamily.ops_paper.own_sheets.paper_sheet",
		"opsfamily.ops_paper.intake.paper_risk_items",
		"opsfamily.ops_paper.intake.paper_interview_of",
		"opsfamily.ops_paper.intake.paper_family_address",
		"opsfamily.ops_paper.intake.paper_family_phone",
		"opsfamily.ops_paper.intake.paper_basis",
		"opsfamily.ops_paper.intake.paper_consent_kind",
		"opsfamily.ops_paper.intake.paper_missing_consents",
		"opsfamily.ops_paper.intake.paper_social_worker",
		"opsfamily.ops_paper.intake.paper_phone_of",
		"opsfamily.ops_paper.custom_fields.paper_custom_fields",
		"opsfamily.ops_paper.custom_fields.paper_custom_tables",
		"opsfamily.ops_paper.custom_fields.paper_custom_columns",
		"opsfamily.ops_paper.custom_fields.paper_custom_values",
		"opsfamily.ops_paper.custom_fields.paper_custom_lines",
	],
	"filters": [
		"opsfamily.ops_paper.values.paper_text",
		"opsfamily.ops_paper.values.paper_date",
		"opsfamily.ops_paper.values.paper_long_date",
		"opsfamily.ops_paper.values.paper_letter_date",
		"opsfamily.ops_paper.values.paper_date_in",
		"opsfamily.ops_paper.values.paper_month",
		"opsfamily.ops_paper.values.paper_time",
		"opsfamily.ops_paper.values.paper_hours",
		"opsfamily.ops_paper.values.paper_money",
		"opsfamily.ops_paper.values.paper_decimal",
	],
}

scheduler_events = {
	"daily": [
		"opsfamily.case.batches.begin_day",
		"opsfamily.case.facts.show_all_facts",
		"opsfamily.case.people.show_everybody",
		"opsfamily.case.reports.keep_reports_direct",
		"opsfamily.ops_visits.page.quick_visit.quick_visit.forget_old_drafts",
		"opsfamily.case.closing.end_monitoring",
		"opsfamily.clocks.digest.send_digests",
		"opsfamily.ops_visits.doctype.home_outing.outings.forget_old_outings",
		"opsfamily.ops_casework.doctype.control_pack.job.tidy_packs",
		"opsfamily.ops_casework.report.access_control_check.notice.notify_of_new_findings",
	],
	# Workers who have not come back from a family's home in time.
	"cron": {
		"*/5 * * * *": ["opsfamily.ops_visits.doctype.home_outing.outings.tell_of_missed_ends"],
		# What a killed worker left unfinished.
		"*/15 * * * *": ["opsfamily.case.batches.go_on"],
	},
}
default_log_clearing_doctypes = {"Deadline Notice": 730}
on_logout = "opsfamily.ops_visits.page.quick_visit.quick_visit.tell_device_of_logout"
# Neither a worker's unfinished visit, which nobody else sees, nor the digest's memory, nor a list behind a number of a
# report prevents deleting a family; nor does the register of shipped records prevent deleting one of them.
ignore_links_on_delete = ["Visit Draft", "Deadline Notice", "Counted Document", "Shipped Record"]

# Functions of the core that would bypass the access rule (gate.py). doc_events: records that would (guards.py).
override_whitelisted_methods = {
	"frappe.client.get": "opsfamily.permissions.gate.get",
	"frappe.client.get_value": "opsfamily.permissions.gate.get_value",
	"frappe.client.has_permission": "opsfamily.permissions.gate.has_permission",
	"frappe.client.get_count": "opsfamily.permissions.gate.get_count",
	"frappe.client.validate_link": "opsfamily.permissions.gate.validate_link",
	"frappe.client.validate_link_and_fetch": "opsfamily.permissions.gate.validate_link_and_fetch",
	"frappe.client.is_document_amended": "opsfamily.permissions.gate.is_document_amended",
	"frappe.desk.search.search_link": "opsfamily.permissions.gate.search_link",
	"frappe.desk.search.search_widget": "opsfamily.permissions.gate.search_widget",
	"frappe.desk.search.get_link_title": "opsfamily.permissions.gate.get_link_title",
	"frappe.desk.like.toggle_like": "opsfamily.permissions.gate.toggle_like",
	"frappe.desk.form.document_follow.get_follow_users": "opsfamily.permissions.gate.get_follow_users",
	"frappe.desk.doctype.tag.tag.add_tag": "opsfamily.permissions.gate.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "opsfamily.permissions.gate.add_tags",
	"frappe.desk.doctype.tag.tag.remove_tag": "opsfamily.permissions.gate.remove_tag",
	"frappe.desk.doctype.tag.tag.get_tags": "opsfamily.permissions.gate.get_tags",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "opsfamily.permissions.gate.get_tagged_docs",
	"frappe.desk.doctype.tag.tag.get_documents_for_tag": "opsfamily.permissions.gate.get_documents_for_tag",
	"frappe.desk.form.linked_with.get": "opsfamily.permissions.gate.get_linked_docs",
	"frappe.desk.form.linked_with.get_submitted_linked_docs": "opsfamily.permissions.gate.get_submitted_linked_docs",
	"frappe.core.doctype.data_import.data_import.download_template": "opsfamily.permissions.gate.download_template",
	"frappe.desk.reportview.export_query": "opsfamily.permissions.gate.export_list",
	"frappe.desk.query_report.export_query": "opsfamily.permissions.gate.export_report",
	"frappe.desk.form.load.getdoc": "opsfamily.permissions.gate.getdoc",
	"frappe.desk.form.load.get_docinfo": "opsfamily.permissions.gate.get_docinfo",
	"frappe.desk.form.utils.get_next": "opsfamily.permissions.gate.get_next",
	"frappe.desk.notifications.get_open_count": "opsfamily.permissions.gate.get_open_count",
	"frappe.desk.listview.get_group_by_count": "opsfamily.permissions.gate.get_group_by_count",
	"frappe.workflow.doctype.workflow.workflow.get_workflow_state_count": "opsfamily.permissions.gate.count_states",
	"frappe.desk.form.assign_to.add": "opsfamily.permissions.gate.assign",
	"frappe.desk.form.assign_to.add_multiple": "opsfamily.permissions.gate.assign_many",
	"frappe.desk.form.assign_to.remove": "opsfamily.permissions.gate.remove_assigned",
	"frappe.desk.form.assign_to.remove_multiple": "opsfamily.permissions.gate.remove_many_assigned",
	"frappe.desk.form.assign_to.close": "opsfamily.permissions.gate.close_assigned",
	"frappe.core.doctype.submission_queue.submission_queue.get_latest_submissions": "opsfamily.permissions.gate.get_latest_submissions",
	"frappe.automation.doctype.reminder.reminder.create_new_reminder": "opsfamily.permissions.gate.create_new_reminder",
	"frappe.utils.global_search.search": "opsfamily.permissions.gate.search_everywhere",
	"frappe.desk.query_report.get_data_for_custom_field": "opsfamily.permissions.gate.get_column_for_report",
	"frappe.desk.doctype.kanban_board.kanban_board.update_order": "opsfamily.permissions.gate.update_board_order",
	"frappe.desk.doctype.dashboard_chart.dashboard_chart.get": "opsfamily.permissions.gate.get_chart",
	# Paths that scripts of the previous version still call (old_paths.py).
	**old_paths.overrides(),
}
# What a Link field offers, where the platform's own search refuses whoever may only select (v16).
standard_queries = {"Workflow State": "opsfamily.case.office_workflow.search_states"}
# Run once the user of the request is known.
auth_hooks = [
	"opsfamily.permissions.front_door.check_request",
	"opsfamily.permissions.hidden_columns.refuse_questions",
	"opsfamily.permissions.hidden_columns.refuse_rows",
	"opsfamily.permissions.unreadable.refuse_unreadable",
	"opsfamily.permissions.files.refuse_foreign_paths",
]
# Log reads and exports that the framework does not log itself, and what the door refused; complete printed papers.
after_request = [
	"opsfamily.permissions.traces.log_request",
	"opsfamily.ops_paper.feet.finish_answer",
	"opsfamily.permissions.front_door.log_refusal",
	"opsfamily.permissions.front_door.explain_refusal",
]
# Where the framework writes a file to the disk and deletes it there (files.py).
write_file = "opsfamily.permissions.files.write_to_disk"
delete_file_data_content = "opsfamily.permissions.files.delete_from_disk"

_FORGETS_LINKED = dict.fromkeys(("on_update", "after_delete"), "opsfamily.permissions.linked.forget_linked")

doc_events = {
	# Rows of ours, in whatever document they are saved (rows.py).
	"*": dict.fromkeys(
		("before_validate", "before_update_after_submit", "before_cancel"),
		"opsfamily.permissions.rows.guard_rows",
	),
	"DocType": _FORGETS_LINKED,
	"OPS Settings": {"on_update": "opsfamily.permissions.linked.forget_linked"},
	"Custom Field": {**_FORGETS_LINKED, "on_trash": "opsfamily.clocks.own.refuse_needed_field"},
	"DocShare": {"validate": "opsfamily.permissions.guards.guard_share"},
	"Document Share Key": {"validate": "opsfamily.permissions.guards.guard_share_key"},
	"Document Follow": {"validate": "opsfamily.permissions.guards.guard_follow"},
	"ToDo": {"validate": "opsfamily.permissions.guards.guard_todo"},
	"File": {
		"before_insert": "opsfamily.permissions.files.keep_file_private",
		"before_validate": "opsfamily.permissions.files.guard_file",
		"on_trash": "opsfamily.permissions.files.refuse_deletion",
	},
	"User": {
		"before_validate": "opsfamily.permissions.first_user.note_roles",
		"validate": [
			"opsfamily.permissions.guards.guard_roles",
			"opsfamily.permissions.first_user.refuse_silent_role",
			"opsfamily.permissions.own_desk.hide_platform",
		],
		"on_update": "opsfamily.case.names.carry_user_name",
	},
	# Papers that the platform mails get the feet of those that it prints.
	"Email Queue": {"after_insert": "opsfamily.ops_paper.mailed.attach_finished_papers"},
	"Workflow": {
		# Before the platform makes a field of that name.
		"before_validate": "opsfamily.case.office_workflow.require_state_field",
		"on_update": "opsfamily.case.office_workflow.follow_workflow",
		"after_delete": "opsfamily.case.office_workflow.forget_workflow",
	},
	"Role Profile": {"validate": "opsfamily.permissions.guards.guard_role_profile"},
	"Document Naming Rule": {"validate": "opsfamily.case.office_naming.guard_rule"},
	"Property Setter": {
		"validate": [
			"opsfamily.permissions.guards.guard_tracking",
			"opsfamily.case.office_options.guard_options",
			"opsfamily.case.office_options.guard_type",
			"opsfamily.case.office_naming.guard_series",
		],
		"on_update": [
			"opsfamily.permissions.linked.forget_linked",
			"opsfamily.case.office_options.extend_together",
		],
		"after_delete": "opsfamily.case.office_options.reset_together",
	},
	# Rows of reports name entries of these dictionaries.
	**{
		dictionary: {"after_rename": "opsfamily.ops_figures.doctype.report_template.renamed.follow_entry"}
		for dictionary in BY_ENTRY
	},
	# Records that work as somebody else than their reader.
	**reaching.doc_events(),
}
