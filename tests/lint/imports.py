"""Check which room imports which (`[tool.importlinter]` in pyproject.toml), as a command and for the lint.

import-linter cannot leave out files by a part of their name, and a test may import from anywhere: it is shown
a copy of the app without its tests.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "opsfamily"
TESTS = shutil.ignore_patterns("test_*.py", "tests", "__pycache__", "node_modules")


def check(app: Path = ROOT / PACKAGE) -> tuple[bool, str]:
	"""Return whether every contract is kept, and what import-linter says."""
	with tempfile.TemporaryDirectory() as folder:
		shutil.copytree(app, Path(folder) / PACKAGE, ignore=TESTS)
		answer = subprocess.run(
			[Path(sys.executable).parent / "lint-imports", "--no-cache", "--config", ROOT / "pyproject.toml"],
			cwd=folder,
			capture_output=True,
			text=True,
			check=False,
		)
	return answer.returncode == 0, answer.stdout + answer.stderr


if __name__ == "__main__":
	kept, said = check()
	print(said)
	sys.exit(not kept)
