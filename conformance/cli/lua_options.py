"""The options of the stand-alone `lua` command, read as it reads them (manual, section 6)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import click

from conformance.jit_under_test.standalone import Step, StepKind

COMMAND_NAME = b"lua"
STDIN_NAME = b"-"
LUA_INIT = "LUA_INIT"

# Options with this metavar take their file as `--name=FILE` only; without one it is stderr.
OPTIONAL_FILE = "[=FILE]"
STDERR_NAME = "-"

_KINDS = {"-e": StepKind.CHUNK, "-l": StepKind.REQUIRE}


@dataclass(slots=True)
class CommandLine:
    """What remains of a command line for Lua.

    `words` are all its words as a program sees them in `arg`, from the command's name on; the
    script's is at index `script`, or there is none. `after_dashes`: `--` came right before it.
    """

    actions: list[Step] = field(default_factory=list)
    words: list[bytes] = field(default_factory=lambda: [COMMAND_NAME])
    script: int | None = None
    after_dashes: bool = False
    shows_version: bool = False
    interactive: bool = False

    @property
    def title(self) -> str:
        """What messages call the program."""
        if self.script is not None:
            return os.fsdecode(self.words[self.script])
        return "the command line" if self.actions else "standard input"

    def steps(self, environment: Mapping[str, str], terminal: bool) -> tuple[Step, ...]:
        """What the command does, in its order. `terminal`: the standard input is one."""
        executes = self.script is not None or any(s.kind is StepKind.CHUNK for s in self.actions)
        idle = not executes and not self.shows_version
        steps = list(_init(environment.get(LUA_INIT)))
        if self.shows_version:
            steps.append(Step(StepKind.BANNER))
        steps += self.actions
        if self.script is not None:
            steps.append(self._run_script(self.script))
        if idle and terminal:
            steps.append(Step(StepKind.BANNER))
        if self.interactive or (idle and terminal):
            steps.append(Step(StepKind.INTERACT))
        elif idle:
            steps.append(Step(StepKind.FILE))
        return tuple(steps)

    def _run_script(self, script: int) -> Step:
        arg = {index - script: word for index, word in enumerate(self.words)}
        path = self.words[script]
        if path == STDIN_NAME and not self.after_dashes:
            path = b""
        return Step(StepKind.FILE, path, args=tuple(self.words[script + 1 :]), arg=arg)


def _init(text: str | None) -> Iterable[Step]:
    if text is None:
        return
    init = os.fsencode(text)
    if init.startswith(b"@"):
        yield Step(StepKind.FILE, init[1:])
    else:
        yield Step(StepKind.CHUNK, init, b"=" + LUA_INIT.encode())


class LuaCommand(click.Command):
    """A command whose short options -e, -i, -l and -v are Lua's, among long ones of its own.

    Their order matters to Lua, which click does not keep, so they are taken out beforehand. The
    callback gets them all, with the script and its arguments, as `line`. Long options that begin
    with a j may be written as LuaJIT's: `-jv`.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take Lua's part out of the words and leave the rest to click."""
        line = CommandLine()
        rest = super().parse_args(ctx, self._split(ctx, args, line))
        ctx.params["line"] = line
        return rest

    def _split(self, ctx: click.Context, args: list[str], line: CommandLine) -> list[str]:
        optional = {
            name
            for option in self.params
            if isinstance(option, click.Option) and option.metavar == OPTIONAL_FILE
            for name in option.opts
        }
        takes_value = {
            name: not (isinstance(option, click.Option) and (option.is_flag or option.count))
            for option in self.params
            for name in option.opts
        }
        own: list[str] = []
        words = iter(args)
        for word in words:
            if word.startswith("-j") and len(word) > len("-j"):
                word = f"-{word}"  # as LuaJIT's users write it
            if word in optional:
                own.append(f"{word}={STDERR_NAME}")
            elif word.startswith("--") and word != "--":
                own.append(word)
                if "=" not in word and takes_value.get(word):
                    own += [value for value in (next(words, None),) if value is not None]
            elif word[:2] in _KINDS:
                text = word[2:]
                line.words.append(os.fsencode(word))
                if not text:
                    given = next(words, None)
                    if given is None:
                        raise click.BadOptionUsage(word, f"Option {word!r} needs a value.", ctx)
                    text = given
                    line.words.append(os.fsencode(text))
                name = b"=(command line)" if word[:2] == "-e" else b""
                line.actions.append(Step(_KINDS[word[:2]], os.fsencode(text), name))
            elif word in ("-v", "-i"):
                line.shows_version = True
                line.interactive = line.interactive or word == "-i"
                line.words.append(os.fsencode(word))
            elif word.startswith("-") and word not in ("-", "--"):
                own.append(word)
            else:
                self._take_script(word, words, line)
        return own

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The parts of the usage line, Lua's among them."""
        return ["[OPTIONS]", "[-e STAT | -l NAME | -i | -v]...", "[--]", "[SCRIPT [ARGS]]"]

    @staticmethod
    def _take_script(word: str, words: Iterable[str], line: CommandLine) -> None:
        rest = [word, *words]
        if word == "--":
            line.words.append(b"--")
            line.after_dashes = True
            del rest[0]
        if rest:
            line.script = len(line.words)
            line.words += [os.fsencode(text) for text in rest]
