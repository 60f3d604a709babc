"""Find the mistakes that Frappe's reviewers refuse, without running the code.

Our own short list of what `frappe/semgrep-rules` looks for, because those rules are in no package registry.
Run it on files: `python3 -m tests.lint.frappe_rules opsfamily/api.py …` (no file: the whole app).
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SAFE = "# Safe:"
# A reason may take a few lines above the call.
LINES_OF_A_REASON = 4
LIFECYCLE_AFTER_WRITING = {"on_update", "on_submit", "on_cancel", "after_insert", "on_update_after_submit"}
WRITERS = {"insert", "save", "submit", "cancel", "delete", "db_set", "delete_doc", "set_value", "rename_doc"}
SQL = {"frappe.db.sql", "frappe.db.sql_list", "frappe.db.multisql", "frappe.db.sql_ddl"}
EVALUATORS = {
	"eval",
	"exec",
	"safe_eval",
	"safe_exec",
	"frappe.safe_eval",
	"frappe.utils.safe_exec.safe_exec",
}
ASKS_THE_SITE = (
	"frappe.db.",
	"frappe.qb.",
	"frappe.get_all",
	"frappe.get_list",
	"frappe.get_doc",
	"frappe.get_cached_doc",
	"frappe.get_cached_value",
	"frappe.get_meta",
	"frappe.get_single",
	"frappe.get_hooks",
	"frappe._",
)
MAY_BE_SET = ("frappe.local.", "frappe.flags.", "frappe.response.", "frappe.form_dict.")
# Methods of api.py that a guest may call: each asks for the secret of a link (opsfamily/www/odpowiedz.py).
WAYS_OF_A_LINK = ("open_outside_task", "answer_outside_task")
RECEIVERS = {"room", "user", "doctype", "task_id"}


class Source(NamedTuple):
	"""One Python file as the rules read it."""

	tree: ast.Module
	lines: list[str]

	def gives_reason(self, line: int) -> bool:
		"""Return whether a comment `# Safe: …` is on this line or just above it."""
		return any(SAFE in text for text in self.lines[max(0, line - 1 - LINES_OF_A_REASON) : line])


def get_dotted(node: ast.AST) -> str:
	"""Return a name with its dots (`frappe.db.sql`), empty for anything else."""
	if isinstance(node, ast.Name):
		return node.id
	if isinstance(node, ast.Attribute):
		base = get_dotted(node.value)
		return f"{base}.{node.attr}" if base else ""
	return ""


def get_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
	"""Yield each call with the dotted name of what is called."""
	for node in ast.walk(tree):
		if isinstance(node, ast.Call):
			yield node, get_dotted(node.func)


def get_last_name(call: ast.Call) -> str:
	"""Return the name of what is called without what it is asked of (`save` of `get_doc(…).save()`)."""
	return call.func.attr if isinstance(call.func, ast.Attribute) else get_dotted(call.func)


def get_functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
	return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def get_whitelisted(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef, dict[str, ast.expr]]]:
	"""Yield each function that a client may call, with the keywords of `@frappe.whitelist`."""
	for function in get_functions(tree):
		for decorator in function.decorator_list:
			call = decorator if isinstance(decorator, ast.Call) else None
			if get_dotted(call.func if call else decorator) in ("frappe.whitelist", "whitelist"):
				yield function, {word.arg: word.value for word in (call.keywords if call else [])}


def is_true(node: ast.expr | None) -> bool:
	return isinstance(node, ast.Constant) and node.value in (True, 1)


def is_put_together(node: ast.AST) -> bool:
	"""Return whether a text is assembled from pieces: f-string, `.format()`, `%` or `+`."""
	if isinstance(node, ast.JoinedStr):
		return any(isinstance(part, ast.FormattedValue) for part in node.values)
	if isinstance(node, ast.BinOp):
		return isinstance(node.op, ast.Add | ast.Mod)
	return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def is_constant(node: ast.AST) -> bool:
	"""Return whether a text is written in the code: a literal, or the CAPITAL name of one."""
	if isinstance(node, ast.JoinedStr):
		return all(is_constant(part) for part in node.values)
	if isinstance(node, ast.FormattedValue):
		return is_constant(node.value)
	return isinstance(node, ast.Constant) or get_dotted(node).isupper()


def untyped_api(source: Source) -> Iterator[int]:
	for function, _keywords in get_whitelisted(source.tree):
		arguments = function.args
		named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
		rest = [one for one in (arguments.vararg, arguments.kwarg) if one]
		untyped = [one for one in (*named, *rest) if one.arg not in ("self", "cls") and not one.annotation]
		if untyped or not function.returns:
			yield function.lineno


def guest_api(source: Source) -> Iterator[int]:
	"""Find what a guest may call, but for the two ways of who holds a link, which are POST only and limited."""
	for function, keywords in get_whitelisted(source.tree):
		if is_true(keywords.get("allow_guest")) and not is_way_of_a_link(function, keywords):
			yield function.lineno


def is_way_of_a_link(function: ast.FunctionDef, keywords: dict[str, ast.expr]) -> bool:
	methods = keywords.get("methods")
	decorators = [get_last_name(each) for each in function.decorator_list if isinstance(each, ast.Call)]
	return (
		function.name in WAYS_OF_A_LINK
		and methods is not None
		and ast.unparse(methods) == "['POST']"
		and "rate_limit" in decorators
	)


def writing_by_get(source: Source) -> Iterator[int]:
	for function, keywords in get_whitelisted(source.tree):
		writes = any(get_last_name(call) in WRITERS for call, _name in get_calls(function))
		methods = keywords.get("methods")
		if writes and (methods is None or "GET" in ast.unparse(methods)):
			yield function.lineno


def assembled_sql(source: Source) -> Iterator[int]:
	"""Find queries that are assembled in the call, or under a name that the call is given."""
	assembled = {
		get_dotted(target)
		for node in ast.walk(source.tree)
		if isinstance(node, ast.Assign) and is_put_together(node.value)
		for target in node.targets
	} - {""}
	for call, name in get_calls(source.tree):
		queries = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "query")]
		if name in SQL and any(is_put_together(query) or get_dotted(query) in assembled for query in queries):
			if not source.gives_reason(call.lineno):
				yield call.lineno


def evaluated_text(source: Source) -> Iterator[int]:
	return (call.lineno for call, name in get_calls(source.tree) if name in EVALUATORS)


def template_from_data(source: Source) -> Iterator[int]:
	for call, name in get_calls(source.tree):
		if name in ("frappe.render_template", "render_template") and call.args:
			if not is_constant(call.args[0]) and not source.gives_reason(call.lineno):
				yield call.lineno


def own_commit(source: Source) -> Iterator[int]:
	return (call.lineno for call, name in get_calls(source.tree) if name == "frappe.db.commit")


def replaced_class(source: Source) -> Iterator[int]:
	for node in ast.walk(source.tree):
		if isinstance(node, ast.Assign) and "override_doctype_class" in map(get_dotted, node.targets):
			yield node.lineno


def unexplained_permission(source: Source) -> Iterator[int]:
	"""Find `ignore_permissions`, given as an argument or set as a flag, without its reason."""
	for node in ast.walk(source.tree):
		as_argument = (
			isinstance(node, ast.keyword) and node.arg == "ignore_permissions" and is_true(node.value)
		)
		as_flag = (
			isinstance(node, ast.Assign)
			and is_true(node.value)
			and any(get_dotted(target).endswith(".ignore_permissions") for target in node.targets)
		)
		if (as_argument or as_flag) and not source.gives_reason(node.lineno):
			yield node.lineno


def broken_translation(source: Source) -> Iterator[int]:
	"""Find texts that the translator cannot extract: assembled inside `_()`, empty, or with outer blanks."""
	for call, name in get_calls(source.tree):
		if name in ("_", "frappe._", "_lt", "frappe._lt") and call.args:
			text = call.args[0]
			literal = text.value if isinstance(text, ast.Constant) else None
			if is_put_together(text) or (
				isinstance(literal, str) and (literal.strip() != literal or not literal)
			):
				yield call.lineno


def printing(source: Source) -> Iterator[int]:
	return (call.lineno for call, name in get_calls(source.tree) if name == "print")


def asked_while_importing(source: Source) -> Iterator[int]:
	"""Find what asks a site before there is one: on import every site of a bench shares the answer."""
	for node in get_run_on_import(source.tree):
		if isinstance(node, ast.Call):
			name = get_dotted(node.func)
			if name == "_" or name.startswith(ASKS_THE_SITE):
				yield node.lineno


def get_run_on_import(node: ast.AST) -> Iterator[ast.AST]:
	"""Yield what Python runs when it imports the module: everything but the bodies of functions."""
	for child in ast.iter_child_nodes(node):
		if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
			for early in (*child.decorator_list, *child.args.defaults, *filter(None, child.args.kw_defaults)):
				yield from ast.walk(early)
		elif not isinstance(child, ast.Lambda):
			yield child
			yield from get_run_on_import(child)


def changed_framework(source: Source) -> Iterator[int]:
	"""Find assignments to what belongs to the framework (monkey-patching)."""
	modules = {
		alias.asname or alias.name.partition(".")[0]
		for node in ast.walk(source.tree)
		if isinstance(node, ast.Import)
		for alias in node.names
	}
	for node in ast.walk(source.tree):
		targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
		if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
			names = [get_dotted(target) for target in targets if isinstance(target, ast.Attribute)]
			if any(n.partition(".")[0] in modules and not n.startswith(MAY_BE_SET) for n in names):
				yield node.lineno


def lost_value(source: Source) -> Iterator[int]:
	"""Find `self.field = …` in an event after writing, where nothing stores it any more."""
	for function in get_functions(source.tree):
		if function.name not in LIFECYCLE_AFTER_WRITING:
			continue
		stores = any(
			name in ("self.db_set", "self.save", "self.db_update") for _c, name in get_calls(function)
		)
		for node in ast.walk(function):
			if isinstance(node, ast.Assign) and not stores:
				if any(re.fullmatch(r"self\.(?!flags|_)\w+", get_dotted(target)) for target in node.targets):
					yield node.lineno


def changed_while_read(source: Source) -> Iterator[int]:
	"""Find rows that are removed from the very table that is gone through."""
	for loop in ast.walk(source.tree):
		if isinstance(loop, ast.For) and (table := get_dotted(loop.iter)).count("."):
			owner = table.rpartition(".")[0]
			if any(name in (f"{table}.remove", f"{owner}.remove") for _c, name in get_calls(loop)):
				yield loop.lineno


def misread_single(source: Source) -> Iterator[int]:
	for call, name in get_calls(source.tree):
		if name in ("frappe.db.get_value", "frappe.db.set_value") and len(call.args) > 1:
			if isinstance(call.args[1], ast.Constant) and call.args[1].value is None:
				yield call.lineno


def unknown_event(source: Source) -> Iterator[int]:
	return (function.lineno for function in get_functions(source.tree) if function.name == "after_save")


def misspelled_order(source: Source) -> Iterator[int]:
	for call, name in get_calls(source.tree):
		if name.startswith("frappe.") and any(word.arg in ("orderby", "debug") for word in call.keywords):
			yield call.lineno


def told_to_everybody(source: Source) -> Iterator[int]:
	for call, _name in get_calls(source.tree):
		if get_last_name(call) == "publish_realtime":
			if not RECEIVERS & {word.arg for word in call.keywords}:
				yield call.lineno


# Each rule with what it says of a line that breaks it.
RULES: dict[Callable[[Source], Iterator[int]], str] = {
	untyped_api: "a whitelisted function names the type of every argument and of its answer",
	guest_api: "a guest may call nothing of this app but the two ways of a link, by POST and limited",
	writing_by_get: 'a whitelisted function that writes takes methods=["POST"]',
	assembled_sql: f"SQL is given its values as parameters (or says why not: `{SAFE} …`)",
	evaluated_text: "no text is run as code",
	template_from_data: f"a template is a file or a constant, never data (or says why: `{SAFE} …`)",
	own_commit: "the framework commits at the end of a request, nobody else",
	replaced_class: "a class of another app is not replaced: use doc_events",
	unexplained_permission: f"ignore_permissions says above it why nothing leaks: `{SAFE} …`",
	broken_translation: "`_()` holds one whole literal text; `.format()` stands outside",
	printing: "nothing is printed: use frappe.log_error or a message",
	asked_while_importing: "no site is asked while the module is imported",
	changed_framework: "the framework's modules are not changed",
	lost_value: "after writing, a field is stored by db_set only",
	changed_while_read: "rows are not removed from the table that the loop reads",
	misread_single: "a Single is read by get_single_value",
	unknown_event: "there is no event after_save: use on_update",
	misspelled_order: "the argument is called order_by, and `debug` prints the query",
	told_to_everybody: "publish_realtime names who is told: user, room or doctype",
}

JS_RULES: dict[str, str] = {
	r"\bcur_frm\b": "the form is the handler's `frm`, not cur_frm",
	r"\b__\(\s*`": "`__()` takes no template literal",
	r"\b__\(\s*([\"'])(?:(?!\1).)*\1\s*\+": "`__()` holds one whole literal text",
	r"\b__\(\s*([\"'])(?:\s(?:(?!\1).)*|(?:(?!\1).)*\s)?\1": "`__()` holds no empty text and no outer blanks",
	r"(?<![.\w])eval\(": "no text is run as code",
	r"\bconsole\.log\(": "nothing is printed",
}


def find_in_python(text: str) -> list[tuple[int, str]]:
	"""Return the lines of a Python file that break a rule, each with what is wrong."""
	source = Source(ast.parse(text), text.splitlines())
	return sorted((line, message) for rule, message in RULES.items() for line in rule(source))


def find_in_javascript(text: str) -> list[tuple[int, str]]:
	"""Return the same for a script of the Desk."""
	return sorted(
		(text.count("\n", 0, hit.start()) + 1, message)
		for pattern, message in JS_RULES.items()
		for hit in re.finditer(pattern, text)
	)


FINDERS = {".py": find_in_python, ".js": find_in_javascript}


def is_test(file: Path) -> bool:
	"""Return whether a file holds tests: they commit and work without permissions on purpose."""
	return file.name.startswith("test_") or "tests" in file.parts


def find_in_files(files: list[Path]) -> list[str]:
	"""Return `path:line: what is wrong` for these files of the app."""
	checked = [file for file in files if file.suffix in FINDERS and not is_test(file)]
	return [
		f"{file}:{line}: {message}"
		for file in sorted(checked)
		for line, message in FINDERS[file.suffix]((ROOT / file).read_text(encoding="utf-8"))
	]


def get_app_files() -> list[Path]:
	"""Return every file of the app, by its path in the repository."""
	return [file.relative_to(ROOT) for file in (ROOT / "opsfamily").rglob("*") if file.is_file()]


if __name__ == "__main__":
	findings = find_in_files([Path(name) for name in sys.argv[1:]] or get_app_files())
	print("\n".join(findings))
	sys.exit(bool(findings))
