"""What the promise "resumable" rests on: when a step's work is done, and when it is left alone."""

import pytest

from devsite.errors import DevsiteError
from devsite.steps import Runner, Step


@pytest.fixture
def runner(tmp_path):
	return Runner(tmp_path, say=lambda line: None)


def test_needs_come_first(runner):
	order = []
	steps = [
		Step("site", lambda: order.append("site"), needs=["database"]),
		Step("database", lambda: order.append("database")),
	]
	runner.run(steps)
	assert order == ["database", "site"]


def test_what_stands_is_left_alone(runner):
	calls = []
	step = Step("site", lambda: calls.append(1))
	runner.run([step])
	runner.run([step])
	assert calls == [1]


def test_other_inputs_mean_work(runner):
	calls = []
	for content in ("one", "two", "two"):
		runner.run([Step("site", lambda: calls.append(1), made_from=lambda content=content: content)])
	assert calls == [1, 1]


def test_what_no_longer_holds_is_done_again(runner):
	calls = []
	for holds in (True, False):
		runner.run([Step("server", lambda: calls.append(1), holds=lambda holds=holds: holds)])
	assert calls == [1, 1]


def test_a_broken_step_is_done_again_and_what_needs_it_does_not_begin(runner):
	calls = []

	def break_once():
		calls.append("site")
		if len(calls) == 1:
			raise DevsiteError("no")

	steps = [Step("site", break_once), Step("demo", lambda: calls.append("demo"), needs=["site"])]
	with pytest.raises(DevsiteError):
		runner.run(steps)
	runner.run(steps)
	assert calls == ["site", "site", "demo"]


def test_a_circle_is_refused(runner):
	with pytest.raises(DevsiteError):
		runner.run([Step("a", lambda: None, needs=["b"]), Step("b", lambda: None, needs=["a"])])
