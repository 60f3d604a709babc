"""What a rule between documents answers (`check.py`)."""

from typing import NamedTuple

# DocType and name of a document.
Document = tuple[str, str]


class Finding(NamedTuple):
	"""A rule, as a sentence, and the documents that break it."""

	rule: str
	documents: list[Document]
