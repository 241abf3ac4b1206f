"""The journal of a reduction: what was tried, so that a killed one goes on where it was.

A line of text for each thing that became known, appended at once: `-` and the digest of a
candidate that is not interesting, `+` and the smaller program and its schedule that were adopted.
A line that a kill has cut off is not read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from conformance.oracles.schedule import Schedule

_DIGEST_BYTES = 8
_SPACES = re.compile(r"\s+")
_AROUND_SIGNS = re.compile(r" ?([^\w ]) ?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A program, one character for each of its bytes, and the options of its run."""

    text: str
    schedule: Schedule

    def digest(self) -> str:
        """A short name that only candidates have that differ in their layout at most.

        Spaces in strings count as layout, too: that costs a candidate once in a blue moon.
        """
        form = _AROUND_SIGNS.sub(r"\1", _SPACES.sub(" ", self.text).strip())
        data = f"{self.schedule}\n{form}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).hexdigest()


@dataclass(slots=True)
class Journal:
    """What is known of candidates; `file` gets it too, if there is one.

    `tried` are digests; `best` is the last that was adopted, None if none was.
    """

    tried: set[str] = field(default_factory=set)
    best: Candidate | None = None
    file: TextIO | None = None

    @classmethod
    def open(cls, path: Path) -> Journal:
        """The journal of a file, which is made if there is none. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        tried: set[str] = set()
        best = None
        size = 0
        if path.exists():
            for line in path.read_bytes().splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                size += len(line)
                if line[:1] == b"-":
                    tried.add(line[1:].strip().decode("ascii"))
                else:
                    text, options = json.loads(line[1:])
                    best = Candidate(text, Schedule.from_plain(options))
                    tried.add(best.digest())
        file = path.open("a", encoding="ascii")
        file.truncate(size)
        return cls(tried, best, file)

    def refuse(self, candidate: Candidate) -> None:
        """Note that a candidate is not interesting."""
        digest = candidate.digest()
        self.tried.add(digest)
        self._write(f"-{digest}\n")

    def adopt(self, candidate: Candidate) -> None:
        """Note the smallest candidate so far."""
        self.best = candidate
        self.tried.add(candidate.digest())
        content = [candidate.text, candidate.schedule.plain()]
        self._write(f"+{json.dumps(content)}\n")

    def _write(self, line: str) -> None:
        if self.file is not None:
            self.file.write(line)
            self.file.flush()

    def close(self, done: bool) -> None:
        """Close the file; a reduction that is done needs none."""
        if self.file is not None:
            self.file.close()
            if done:
                os.unlink(self.file.name)
            self.file = None


def journal_name(parts: Iterable[bytes]) -> str:
    """The name of the file for what a reduction depends on."""
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return f"{digest.hexdigest()}.journal"
