"""SVG elements, and texts that fit into boxes. Lengths are in units of the picture.

Everything that users typed is escaped here. Only attributes are used, no style sheets, as the PDF engine's old
WebKit and Chromium draw those alike.
"""

import re
from xml.sax.saxutils import escape as _escape

# Widths of letters in a sans-serif font, as fractions of its size.
NARROW, OTHER, CAPITAL, WIDE = 0.31, 0.56, 0.72, 1.0
NARROW_LETTERS = frozenset("iljtfrI.,:;'|!()[] \u00a0„”-–")
WIDE_LETTERS = frozenset("mMW@%—")
ELLIPSIS = "…"
# A no-break space keeps two words on one line.
BREAKS = re.compile(r"[^\S\u00a0]+")
# Characters that XML does not allow, not even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def escape(text: object) -> str:
	"""Escape a text for an element or a quoted attribute."""
	return _escape(FORBIDDEN.sub("", str(text)), {'"': "&quot;", "'": "&#39;"})


def element(tag: str, *content: str, **attributes: object) -> str:
	"""Return an element. content: markup. attributes: escaped here, None is left out, `_` becomes `-`."""
	named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
	written = "".join(
		f' {name}="{escape(_round_number(value))}"' for name, value in named if value is not None
	)
	return f"<{tag}{written}>{''.join(content)}</{tag}>" if content else f"<{tag}{written}/>"


def text(words: str, x: float, y: float, size: float = 10, **attributes: object) -> str:
	"""Return one line of text whose base line is at `y`."""
	return element("text", escape(words), x=x, y=y, font_size=size, **attributes)


def picture(width: float, height: float, key: str, title: str, description: str, *content: str) -> str:
	"""Return the whole drawing on white, with title and description for screen readers. key: unique in a page."""
	return element(
		"svg",
		element("title", escape(title), id=f"{key}-title"),
		element("desc", escape(description), id=f"{key}-desc"),
		element("rect", x=0, y=0, width=width, height=height, fill="#ffffff"),
		*content,
		xmlns="http://www.w3.org/2000/svg",
		viewBox=f"0 0 {_round_number(width)} {_round_number(height)}",
		width="100%",
		role="img",
		aria_labelledby=f"{key}-title {key}-desc",
		font_family="Liberation Sans, Arial, Helvetica, sans-serif",
	)


def text_width(words: str, size: float) -> float:
	"""Estimate the width of a line, rather too wide than too narrow."""
	return sum(_get_letter_width(letter) for letter in words) * size


def wrapped(words: str, width: float, size: float, lines: int) -> list[str]:
	"""Return the text in at most `lines` lines of a width; a cut text ends in an ellipsis."""
	rows: list[str] = []
	for word in _split_words(words, width, size):
		if rows and text_width(f"{rows[-1]} {word}", size) <= width:
			rows[-1] = f"{rows[-1]} {word}"
		else:
			rows.append(word)
	return rows if len(rows) <= lines else [*rows[: lines - 1], _cut(rows[lines - 1], width, size)]


def _split_words(words: str, width: float, size: float) -> list[str]:
	"""Return the words; a word wider than a line is split."""
	pieces = []
	for word in BREAKS.split(words):
		while text_width(word, size) > width and len(word) > 1:
			fitting = _count_fitting_letters(word, width, size)
			pieces.append(word[:fitting])
			word = word[fitting:]
		pieces.append(word)
	return [piece for piece in pieces if piece]


def _count_fitting_letters(word: str, width: float, size: float) -> int:
	"""Return the number of letters of the word that fit into a line, at least one."""
	# Asked of `text_width`, so that both round alike.
	fitting = (number for number in range(len(word), 1, -1) if text_width(word[:number], size) <= width)
	return next(fitting, 1)


def _cut(line: str, width: float, size: float) -> str:
	while line and text_width(line + ELLIPSIS, size) > width:
		line = line[:-1]
	return line.rstrip() + ELLIPSIS


def _get_letter_width(letter: str) -> float:
	if letter in NARROW_LETTERS:
		return NARROW
	# Emoji and East Asian scripts are as wide as they are high.
	if letter in WIDE_LETTERS or ord(letter) >= 0x1100:
		return WIDE
	return CAPITAL if letter.isupper() or letter == "w" else OTHER


def _round_number(value: object) -> object:
	"""Round a float to one decimal, without a trailing zero."""
	return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
