"""Runs the code blocks of a tutorial and compares what they print with what the tutorial says.

    python3 tests/tutorial.py TUTORIAL.md

Blocks of ```python are run in their order, in one namespace; a block of ```text that comes next is what one prints.
Blocks of ```python pytest are a file of tests, which `files` returns. BLESS=1 rewrites the outputs.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from pathlib import Path
from typing import Any, Dict, List

BLOCK = re.compile(r"```(?P<language>[a-z ]+)\n(?P<body>.*?)```\n(?:\n```text\n(?P<output>.*?)```\n)?", re.DOTALL)


def run(text: str) -> str:
    """The tutorial with the outputs that its blocks have."""
    namespace: Dict[str, Any] = {"__name__": "tutorial"}

    def replaced(match: re.Match[str]) -> str:
        if match["language"] != "python":
            return match[0]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(match["body"], "TUTORIAL.md", "exec"), namespace)
        output = f"\n```text\n{printed.getvalue()}```\n" if printed.getvalue() else ""
        return f"```python\n{match['body']}```\n{output}"

    return BLOCK.sub(replaced, text)


def files(text: str) -> List[str]:
    """The files of tests in the tutorial."""
    return [match["body"] for match in BLOCK.finditer(text) if match["language"] == "python pytest"]


def main(path: str) -> None:
    """Says by its exit code whether the tutorial is right."""
    text = Path(path).read_text(encoding="utf-8")
    found = run(text)
    if os.environ.get("BLESS") == "1":
        Path(path).write_text(found, encoding="utf-8")
    elif found != text:
        sys.exit(f"{path} does not print what it says:\n{found}")


if __name__ == "__main__":
    main(sys.argv[1])
