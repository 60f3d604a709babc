"""Tasks for the next meeting, one a line; each stays open until it is done or dropped."""

OPEN, DONE, DROPPED = "Open Task", "Task Done", "Task Dropped"
OUTCOMES = (OPEN, DONE, DROPPED)


def split_tasks(text: str | None) -> list[str]:
	"""Return the tasks of a text, one for each line that is not empty, each once, in their order."""
	lines = (line.strip() for line in (text or "").splitlines())
	return list(dict.fromkeys(line for line in lines if line))
