app_name = "opsfamily"
app_title = "OPS Family"
app_publisher = "opsfamily maintainers"
app_description = "Family-support forms of a Polish social-welfare centre"
app_email = "opsfamily@example.com"
app_license = "mit"

app_include_js = "opsfamily.bundle.js"

after_install = "opsfamily.setup.install.after_install"
after_migrate = "opsfamily.setup.install.after_migrate"
before_uninstall = "opsfamily.setup.uninstall.before_uninstall"
after_uninstall = "opsfamily.setup.uninstall.after_uninstall"

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
	"Family Member": "opsfamily.permissions.query_family_member",
	"Support Contact": "opsfamily.permissions.query_support_contact",
	"Family Income": "opsfamily.permissions.query_family_income",
	"Plan Goal": "opsfamily.permissions.query_plan_goal",
	"Agreed Action": "opsfamily.permissions.query_agreed_action",
	"Evaluated Action": "opsfamily.permissions.query_evaluated_action",
	"Visit Participant": "opsfamily.permissions.query_visit_participant",
	"Visit Action": "opsfamily.permissions.query_visit_action",
	"Timesheet Row": "opsfamily.permissions.query_timesheet_row",
}
has_permission = {
	"Family": "opsfamily.permissions.has_permission",
	"Case Assignment": "opsfamily.permissions.has_permission",
	"Family Assessment": "opsfamily.permissions.has_permission",
	"Family Work Plan": "opsfamily.permissions.has_permission",
	"Action Schedule": "opsfamily.permissions.has_permission",
	"Scheduled Action": "opsfamily.permissions.has_permission",
	"Work Plan Evaluation": "opsfamily.permissions.has_permission",
	"Family Visit": "opsfamily.permissions.has_permission",
	"Assistant Timesheet": "opsfamily.permissions.has_permission",
}
