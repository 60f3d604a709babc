"""Drawing with text alone: SVG elements, and texts that fit into boxes. Lengths are units of the picture.

Everything that comes from people is escaped here. Attributes only, no style sheets: the PDF engine's old
WebKit and Chromium draw them alike.
"""

import re
from xml.sax.saxutils import escape as _escape

# Widths of letters in a sans-serif type, in parts of its size.
NARROW, OTHER, CAPITAL, WIDE = 0.31, 0.56, 0.72, 1.0
NARROW_LETTERS = frozenset("iljtfrI.,:;'|!()[] \u00a0„”-–")
WIDE_LETTERS = frozenset("mMW@%—")
ELLIPSIS = "…"
# A no-break space keeps two words in one line.
BREAKS = re.compile(r"[^\S\u00a0]+")
# What XML does not allow, however it is written.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: object) -> str:
	"""The text for an element or a quoted attribute."""
	return _escape(FORBIDDEN.sub("", str(text)), {'"': "&quot;", "'": "&#39;"})


def element(tag: str, *content: str, **attributes: object) -> str:
	"""An element of ready markup; `_` in a name stands for `-`. Attributes are escaped, None is left out."""
	named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
	written = "".join(f' {name}="{escape(_number(value))}"' for name, value in named if value is not None)
	return f"<{tag}{written}>{''.join(content)}</{tag}>" if content else f"<{tag}{written}/>"


def text(words: str, x: float, y: float, size: float = 10, **attributes: object) -> str:
	"""One line of text whose base line is at `y`."""
	return element("text", escape(words), x=x, y=y, font_size=size, **attributes)


def picture(width: float, height: float, key: str, title: str, description: str, *content: str) -> str:
	"""The whole drawing on white, with what assistive software says of it. key: its own in a page."""
	return element(
		"svg",
		element("title", escape(title), id=f"{key}-title"),
		element("desc", escape(description), id=f"{key}-desc"),
		element("rect", x=0, y=0, width=width, height=height, fill="#ffffff"),
		*content,
		xmlns="http://www.w3.org/2000/svg",
		viewBox=f"0 0 {_number(width)} {_number(height)}",
		width="100%",
		role="img",
		aria_labelledby=f"{key}-title {key}-desc",
		font_family="Liberation Sans, Arial, Helvetica, sans-serif",
	)


def text_width(words: str, size: float) -> float:
	"""About how wide a line will be; rather more than less."""
	return sum(_letter_width(letter) for letter in words) * size


def wrapped(words: str, width: float, size: float, lines: int) -> list[str]:
	"""The text in at most so many lines of a width; the last one ends in an ellipsis when it is cut."""
	found: list[str] = []
	for word in _pieces(words, width, size):
		if found and text_width(f"{found[-1]} {word}", size) <= width:
			found[-1] = f"{found[-1]} {word}"
		else:
			found.append(word)
	return found if len(found) <= lines else [*found[: lines - 1], _cut(found[lines - 1], width, size)]


def _pieces(words: str, width: float, size: float) -> list[str]:
	"""The words, each no wider than a line."""
	pieces = []
	for word in BREAKS.split(words):
		while text_width(word, size) > width and len(word) > 1:
			fitting = _fitting(word, width, size)
			pieces.append(word[:fitting])
			word = word[fitting:]
		pieces.append(word)
	return [piece for piece in pieces if piece]


def _fitting(word: str, width: float, size: float) -> int:
	"""How many letters of the word fit into a line; at least one."""
	taken = 0.0
	for number, letter in enumerate(word):
		taken += _letter_width(letter) * size
		if taken > width:
			return max(number, 1)
	return len(word)


def _cut(line: str, width: float, size: float) -> str:
	while line and text_width(line + ELLIPSIS, size) > width:
		line = line[:-1]
	return line.rstrip() + ELLIPSIS


def _letter_width(letter: str) -> float:
	if letter in NARROW_LETTERS:
		return NARROW
	# Pictures and the scripts of East Asia are as wide as they are high.
	if letter in WIDE_LETTERS or ord(letter) >= 0x1100:
		return WIDE
	return CAPITAL if letter.isupper() or letter == "w" else OTHER


def _number(value: object) -> object:
	"""No more digits than a drawing needs."""
	return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
