"""The app breaks none of the rules of `frappe_rules.py`, and each rule finds the mistake that it is there for."""

import pytest

from tests.lint import frappe_rules as rules

# Rule → a line that breaks it, and how the same thing is done well.
SAMPLES = {
	rules.untyped_api: (
		"@frappe.whitelist()\ndef read(name) -> dict: ...",
		"@frappe.whitelist()\ndef read(name: str) -> dict: ...",
	),
	rules.guest_api: (
		"@frappe.whitelist(allow_guest=True)\ndef read() -> dict: ...",
		"@frappe.whitelist()\ndef read() -> dict: ...",
	),
	rules.writing_by_get: (
		"@frappe.whitelist()\ndef close(name: str) -> None:\n\tfrappe.get_doc('Family', name).save()",
		"@frappe.whitelist(methods=['POST'])\ndef close(name: str) -> None:\n\tfrappe.get_doc('Family', name).save()",
	),
	rules.assembled_sql: (
		"def read(name):\n\tquery = f'select 1 from tabUser where name = {name}'\n\treturn frappe.db.sql(query)",
		"def read(name):\n\treturn frappe.db.sql('select 1 from tabUser where name = %s', name)",
	),
	rules.evaluated_text: ("def read(text):\n\treturn eval(text)", "def read(text):\n\treturn int(text)"),
	rules.template_from_data: (
		"def show(doc):\n\treturn frappe.render_template(doc.text, {})",
		"def show(doc):\n\treturn frappe.render_template(f'emails/{NAME}.html', {})",
	),
	rules.own_commit: ("def save():\n\tfrappe.db.commit()", "def save():\n\tfrappe.db.savepoint('save')"),
	rules.replaced_class: ("override_doctype_class = {'File': 'x.File'}", "doc_events = {'File': {}}"),
	rules.unexplained_permission: (
		"def save(doc):\n\t# It does not work otherwise.\n\tdoc.insert(ignore_permissions=True)",
		"def save(doc):\n\t# Safe: the job's own memory.\n\tdoc.insert(ignore_permissions=True)",
	),
	rules.broken_translation: (
		"def show(n):\n\treturn _('{0} days'.format(n))",
		"def show(n):\n\treturn _('{0} days').format(n)",
	),
	rules.printing: ("def show(n):\n\tprint(n)", "def show(n):\n\tfrappe.msgprint(n)"),
	rules.asked_while_importing: (
		"LIMIT = frappe.db.get_single_value('OPS Settings', 'limit')",
		"def limit():\n\treturn frappe.db.get_single_value('OPS Settings', 'limit')",
	),
	rules.changed_framework: (
		"import frappe\nfrappe.sendmail = None",
		"import frappe\nfrappe.local.opsfamily = {}",
	),
	rules.lost_value: (
		"class Visit:\n\tdef on_submit(self):\n\t\tself.month = ''",
		"class Visit:\n\tdef validate(self):\n\t\tself.month = ''",
	),
	rules.changed_while_read: (
		"def clear(self):\n\tfor row in self.rows:\n\t\tself.rows.remove(row)",
		"def clear(self):\n\tfor row in list(self.rows):\n\t\tself.rows.remove(row)",
	),
	rules.misread_single: (
		"def limit():\n\treturn frappe.db.get_value('OPS Settings', None, 'limit')",
		"def limit():\n\treturn frappe.db.get_single_value('OPS Settings', 'limit')",
	),
	rules.unknown_event: (
		"class Visit:\n\tdef after_save(self): ...",
		"class Visit:\n\tdef on_update(self): ...",
	),
	rules.misspelled_order: (
		"def read():\n\treturn frappe.get_all('User', orderby='name')",
		"def read():\n\treturn frappe.get_all('User', order_by='name')",
	),
	rules.told_to_everybody: (
		"def tell():\n\tfrappe.publish_realtime('news', {})",
		"def tell(user):\n\tfrappe.publish_realtime('news', {}, user=user)",
	),
}
MORE_MISTAKES = [
	(rules.untyped_api, "@frappe.whitelist()\ndef read(name: str): ..."),
	(rules.untyped_api, "class Visit:\n\t@frappe.whitelist()\n\tdef read(self, **rest) -> dict: ..."),
	(
		rules.writing_by_get,
		"@frappe.whitelist(methods=['GET'])\ndef close(n: str) -> None:\n\tfrappe.delete_doc('X', n)",
	),
	# The ways of a link are these two alone, by POST and limited.
	(
		rules.guest_api,
		"@frappe.whitelist(allow_guest=True, methods=['POST'])\n@rate_limit(limit=9)\ndef read(token: str) -> dict: ...",
	),
	(
		rules.guest_api,
		"@frappe.whitelist(allow_guest=True, methods=['POST'])\ndef open_outside_task(token: str) -> dict: ...",
	),
	(
		rules.guest_api,
		"@frappe.whitelist(allow_guest=True)\n@rate_limit(limit=9)\ndef open_outside_task(token: str) -> dict: ...",
	),
	(rules.assembled_sql, "def read(n):\n\treturn frappe.db.sql('select 1 where a = {}'.format(n))"),
	(rules.assembled_sql, "def read(n):\n\treturn frappe.db.sql('select 1 where a = ' + n)"),
	(rules.assembled_sql, "def read(n):\n\treturn frappe.db.sql(query='select %s' % n)"),
	(rules.unexplained_permission, "def save(doc):\n\tdoc.flags.ignore_permissions = True"),
	(rules.broken_translation, "def show(n):\n\treturn _(f'{n} days')"),
	(rules.broken_translation, "def show(n):\n\treturn _('days: ' + n)"),
	(rules.broken_translation, "def show(n):\n\treturn _('days %s' % n)"),
	(rules.broken_translation, "def show(n):\n\treturn _('days ')"),
	(rules.asked_while_importing, "class Visit:\n\ttitle = _('Visit')"),
	(rules.asked_while_importing, "def read(meta=frappe.get_meta('User')): ..."),
]
JS_SAMPLES = {
	"cur_frm.save();": "frm.save();",
	"__(`Saved`)": '__("Saved")',
	'__("Saved: " + name)': '__("Saved: {0}", [name])',
	'__(" Saved")': '__("Saved")',
	'__("")': '__("None")',
	"eval(text)": "frappe.evaluate(text)",
	"console.log(text)": "frappe.show_alert(text)",
}


def found_by(rule, text: str) -> list[int]:
	return list(rule(rules.Source(rules.ast.parse(text), text.splitlines())))


def test_the_app_breaks_no_rule():
	files = rules.get_app_files()
	assert any(file.name == "api.py" for file in files)
	findings = rules.find_in_files(files)
	assert not findings, "\n".join(findings)


def test_every_rule_has_its_sample():
	assert set(SAMPLES) == set(rules.RULES)


@pytest.mark.parametrize("rule", SAMPLES, ids=lambda rule: rule.__name__)
def test_a_rule_finds_its_mistake_and_nothing_else(rule):
	mistake, well_done = SAMPLES[rule]
	assert found_by(rule, mistake)
	assert rules.find_in_python(well_done) == []


@pytest.mark.parametrize(("rule", "mistake"), MORE_MISTAKES)
def test_other_shapes_of_a_mistake(rule, mistake):
	assert found_by(rule, mistake)


@pytest.mark.parametrize(("mistake", "well_done"), JS_SAMPLES.items())
def test_mistakes_in_scripts(mistake, well_done):
	assert rules.find_in_javascript(mistake)
	assert rules.find_in_javascript(well_done) == []


def test_every_rule_for_scripts_has_its_sample():
	broken = {message for mistake in JS_SAMPLES for _line, message in rules.find_in_javascript(mistake)}
	assert broken == set(rules.JS_RULES.values())


def test_a_finding_says_where_it_is(tmp_path):
	file = tmp_path / "planted.py"
	file.write_text("import frappe\n\n\ndef save():\n\tfrappe.db.commit()\n", encoding="utf-8")
	assert rules.find_in_files([file]) == [f"{file}:5: {rules.RULES[rules.own_commit]}"]
