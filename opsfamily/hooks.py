app_name = "opsfamily"
app_title = "OPS Family"
app_publisher = "opsfamily maintainers"
app_description = "Family-support forms of a Polish social-welfare centre"
app_email = "opsfamily@example.com"
app_license = "mit"

app_include_js = "opsfamily.bundle.js"
app_include_css = "opsfamily.bundle.css"
web_include_js = "opsfamily_web.bundle.js"
doctype_js = {"Print Format": "public/js/print_format.js"}

after_install = "opsfamily.setup.install.after_install"
after_migrate = "opsfamily.setup.install.after_migrate"
before_uninstall = ["opsfamily.setup.uninstall.before_uninstall", "opsfamily.setup.uninstall.take_away"]

export_python_type_annotations = True
require_type_annotated_api_methods = True

# One access rule for every DocType with a family in it (permissions.py).
permission_query_conditions = {
	"Family": "opsfamily.permissions.query_family",
	"Case Assignment": "opsfamily.permissions.query_case_assignment",
	"Family Assessment": "opsfamily.permissions.query_family_assessment",
	"Family Work Plan": "opsfamily.permissions.query_family_work_plan",
	"Action Schedule": "opsfamily.permissions.query_action_schedule",
	"Scheduled Action": "opsfamily.permissions.query_scheduled_action",
	"Work Plan Evaluation": "opsfamily.permissions.query_work_plan_evaluation",
	"Family Visit": "opsfamily.permissions.query_family_visit",
	"Assistant Timesheet": "opsfamily.permissions.query_assistant_timesheet",
	"Access Copy": "opsfamily.permissions.query_access_copy",
	"Consent": "opsfamily.permissions.query_consent",
	"Support Catalogue": "opsfamily.permissions.query_support_catalogue",
	"Authorisation": "opsfamily.permissions.query_authorisation",
	"Foster Placement": "opsfamily.permissions.query_foster_placement",
	"Visit Draft": "opsfamily.permissions.query_visit_draft",
	"File": "opsfamily.guards.file_condition",
	"Tag Link": "opsfamily.guards.tag_link_condition",
	"Family Member": "opsfamily.permissions.query_family_member",
	"Support Contact": "opsfamily.permissions.query_support_contact",
	"Family Income": "opsfamily.permissions.query_family_income",
	"Plan Goal": "opsfamily.permissions.query_plan_goal",
	"Agreed Action": "opsfamily.permissions.query_agreed_action",
	"Evaluated Action": "opsfamily.permissions.query_evaluated_action",
	"Visit Participant": "opsfamily.permissions.query_visit_participant",
	"Visit Action": "opsfamily.permissions.query_visit_action",
	"Timesheet Row": "opsfamily.permissions.query_timesheet_row",
	"Access Copy Entry": "opsfamily.permissions.query_access_copy_entry",
	"Family Notification": "opsfamily.permissions.query_family_notification",
	"Risk List": "opsfamily.permissions.query_risk_list",
	"Assistant Request": "opsfamily.permissions.query_assistant_request",
	"Risk List Answer": "opsfamily.permissions.query_risk_list_answer",
	"Support Catalogue Need": "opsfamily.permissions.query_support_catalogue_need",
	"Support Catalogue Step": "opsfamily.permissions.query_support_catalogue_step",
	"Case Closing": "opsfamily.permissions.query_case_closing",
	"Closing Person": "opsfamily.permissions.query_closing_person",
	"Closing Action": "opsfamily.permissions.query_closing_action",
	"Monitoring Contact": "opsfamily.permissions.query_monitoring_contact",
	"Court Opinion": "opsfamily.permissions.query_court_opinion",
	"Case Conference": "opsfamily.permissions.query_case_conference",
	"Conference Person": "opsfamily.permissions.query_conference_person",
	"Conference Decision": "opsfamily.permissions.query_conference_decision",
	"Earlier Decision": "opsfamily.permissions.query_earlier_decision",
	"Screening": "opsfamily.permissions.query_screening",
	"Home Outing": "opsfamily.permissions.query_home_outing",
	"Other Work Time": "opsfamily.permissions.query_other_work_time",
	"Day Centre Enrolment": "opsfamily.permissions.query_day_centre_enrolment",
	"Day Centre Note": "opsfamily.permissions.query_day_centre_note",
	"Day Centre": "opsfamily.ops_consultation.centre_access.query_day_centre",
	"Day Centre Worker": "opsfamily.ops_consultation.centre_access.query_day_centre_worker",
	"Supervision Session": "opsfamily.permissions.query_supervision_session",
	"Supervision Record": "opsfamily.permissions.query_supervision_record",
	"Consultation": "opsfamily.permissions.query_consultation",
	"Supervision Attendance": "opsfamily.permissions.query_supervision_attendance",
	"Supervision Problem": "opsfamily.permissions.query_supervision_problem",
	"Supervision Goal": "opsfamily.permissions.query_supervision_goal",
	"Supervision Action": "opsfamily.permissions.query_supervision_action",
	"Consultation Person": "opsfamily.permissions.query_consultation_person",
	"Cooperation": "opsfamily.permissions.query_cooperation",
	"Case Analysis": "opsfamily.permissions.query_case_analysis",
	"Analysis Finding": "opsfamily.permissions.query_analysis_finding",
	"Delegated Task": "opsfamily.permissions.query_delegated_task",
}
has_permission = {
	"Tag Link": "opsfamily.guards.may_see_tag_link",
	"Family": "opsfamily.permissions.has_permission",
	"Case Assignment": "opsfamily.permissions.has_permission",
	"Family Assessment": "opsfamily.permissions.has_permission",
	"Family Work Plan": "opsfamily.permissions.has_permission",
	"Action Schedule": "opsfamily.permissions.has_permission",
	"Scheduled Action": "opsfamily.permissions.has_permission",
	"Work Plan Evaluation": "opsfamily.permissions.has_permission",
	"Family Visit": "opsfamily.permissions.has_permission",
	"Assistant Timesheet": "opsfamily.permissions.has_permission",
	"Access Copy": "opsfamily.permissions.has_permission",
	"Consent": "opsfamily.permissions.has_permission",
	"Support Catalogue": "opsfamily.permissions.has_permission",
	"Authorisation": "opsfamily.permissions.has_permission",
	"Foster Placement": "opsfamily.permissions.has_permission",
	"Visit Draft": "opsfamily.permissions.has_permission",
	"Family Notification": "opsfamily.permissions.has_permission",
	"Risk List": "opsfamily.permissions.has_permission",
	"Assistant Request": "opsfamily.permissions.has_permission",
	"Case Closing": "opsfamily.permissions.has_permission",
	"Monitoring Contact": "opsfamily.permissions.has_permission",
	"Court Opinion": "opsfamily.permissions.has_permission",
	"Case Conference": "opsfamily.permissions.has_permission",
	"Screening": "opsfamily.permissions.has_permission",
	"Home Outing": "opsfamily.permissions.has_permission",
	"Other Work Time": "opsfamily.permissions.has_permission",
	"Day Centre Enrolment": "opsfamily.permissions.has_permission",
	"Day Centre Note": "opsfamily.permissions.has_permission",
	"Day Centre": "opsfamily.ops_consultation.centre_access.may_see_centre",
	"Supervision Session": "opsfamily.permissions.has_permission",
	"Supervision Record": "opsfamily.permissions.has_permission",
	"Consultation": "opsfamily.permissions.has_permission",
	"Cooperation": "opsfamily.permissions.has_permission",
	"Case Analysis": "opsfamily.permissions.has_permission",
	"Delegated Task": "opsfamily.permissions.has_permission",
}

# Helpers of the paper forms (opsfamily/ops_paper).
jinja = {
	"methods": [
		"opsfamily.ops_paper.jinja.paper_office",
		"opsfamily.ops_paper.jinja.paper_office_head",
		"opsfamily.ops_paper.jinja.paper_pages",
		"opsfamily.ops_paper.jinja.paper_widths",
		"opsfamily.ops_paper.jinja.paper_padded",
		"opsfamily.ops_paper.jinja.paper_side_by_side",
		"opsfamily.ops_paper.jinja.paper_schedule_of",
		"opsfamily.ops_paper.jinja.paper_plan_of",
		"opsfamily.ops_paper.jinja.paper_overview",
		"opsfamily.ops_paper.jinja.paper_family_tasks",
		"opsfamily.ops_paper.jinja.paper_whom_to_call",
		"opsfamily.ops_paper.jinja.paper_has_foster_child",
		"opsfamily.ops_paper.jinja.paper_signatures",
		"opsfamily.ops_paper.intake.paper_risk_items",
		"opsfamily.ops_paper.intake.paper_interview_of",
		"opsfamily.ops_paper.intake.paper_family_address",
		"opsfamily.ops_paper.intake.paper_family_phone",
		"opsfamily.ops_paper.intake.paper_basis",
		"opsfamily.ops_paper.intake.paper_social_worker",
		"opsfamily.ops_paper.intake.paper_phone_of",
		"opsfamily.ops_paper.custom_fields.paper_custom_fields",
		"opsfamily.ops_paper.custom_fields.paper_custom_columns",
		"opsfamily.ops_paper.custom_fields.paper_custom_values",
	],
	"filters": [
		"opsfamily.ops_paper.values.paper_text",
		"opsfamily.ops_paper.values.paper_date",
		"opsfamily.ops_paper.values.paper_long_date",
		"opsfamily.ops_paper.values.paper_month",
		"opsfamily.ops_paper.values.paper_time",
		"opsfamily.ops_paper.values.paper_hours",
		"opsfamily.ops_paper.values.paper_money",
		"opsfamily.ops_paper.values.paper_decimal",
	],
}

scheduler_events = {
	"daily": [
		"opsfamily.people.show_everybody",
		"opsfamily.ops_visits.quick_visit.forget_old_drafts",
		"opsfamily.ops_intake.closing.end_monitoring",
		"opsfamily.notices.send_digests",
		"opsfamily.ops_consultation.outings.forget_old_outings",
	],
	# Who has not come back from a family's home.
	"cron": {"*/5 * * * *": ["opsfamily.ops_consultation.outings.tell_of_missed_ends"]},
}
default_log_clearing_doctypes = {"Deadline Notice": 730}
on_logout = "opsfamily.ops_visits.quick_visit.tell_device_of_logout"
# A worker's unfinished visit, which nobody else sees, does not hinder deleting a family opened by mistake.
ignore_links_on_delete = ["Visit Draft"]

# Where the core would go round the rule (gate.py), and records of the core that would (guards.py).
override_whitelisted_methods = {
	"frappe.client.get": "opsfamily.gate.get",
	"frappe.client.get_count": "opsfamily.gate.get_count",
	"frappe.client.validate_link": "opsfamily.gate.validate_link",
	"frappe.client.is_document_amended": "opsfamily.gate.is_document_amended",
	"frappe.desk.search.search_link": "opsfamily.gate.search_link",
	"frappe.desk.search.search_widget": "opsfamily.gate.search_widget",
	"frappe.desk.search.get_link_title": "opsfamily.gate.get_link_title",
	"frappe.desk.like.toggle_like": "opsfamily.gate.toggle_like",
	"frappe.desk.form.document_follow.get_follow_users": "opsfamily.gate.get_follow_users",
	"frappe.desk.doctype.tag.tag.add_tag": "opsfamily.gate.add_tag",
	"frappe.desk.doctype.tag.tag.add_tags": "opsfamily.gate.add_tags",
	"frappe.desk.doctype.tag.tag.remove_tag": "opsfamily.gate.remove_tag",
	"frappe.desk.doctype.tag.tag.get_tagged_docs": "opsfamily.gate.get_tagged_docs",
	"frappe.desk.doctype.tag.tag.get_documents_for_tag": "opsfamily.gate.get_documents_for_tag",
	"frappe.desk.form.linked_with.get": "opsfamily.gate.get_linked_docs",
	"frappe.desk.form.linked_with.get_submitted_linked_docs": "opsfamily.gate.get_submitted_linked_docs",
	"frappe.core.doctype.data_import.data_import.download_template": "opsfamily.gate.download_template",
	"frappe.desk.reportview.export_query": "opsfamily.gate.export_list",
	"frappe.desk.query_report.export_query": "opsfamily.gate.export_report",
	"frappe.desk.form.load.getdoc": "opsfamily.gate.getdoc",
	"frappe.desk.form.load.get_docinfo": "opsfamily.gate.get_docinfo",
}
# Asked once it is known whose request it is (hidden_columns.py).
auth_hooks = ["opsfamily.hidden_columns.refuse_questions"]
# Reads and exports that the platform does not log by itself.
after_request = ["opsfamily.traces.log_request"]

doc_events = {
	"DocShare": {"validate": "opsfamily.guards.guard_share"},
	"Document Share Key": {"validate": "opsfamily.guards.guard_share_key"},
	"Document Follow": {"validate": "opsfamily.guards.guard_follow"},
	"ToDo": {"validate": "opsfamily.guards.guard_todo"},
	"File": {
		"before_insert": "opsfamily.guards.keep_file_private",
		"validate": "opsfamily.guards.guard_file",
		"on_trash": "opsfamily.guards.keep_file_of_submitted",
	},
	"User": {"validate": "opsfamily.guards.guard_roles"},
	"Role Profile": {"validate": "opsfamily.guards.guard_role_profile"},
	"Property Setter": {"validate": "opsfamily.guards.guard_tracking"},
}
