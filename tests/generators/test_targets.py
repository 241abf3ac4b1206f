"""Targets below programs: random inputs show nothing, and faults planted there are seen."""

import subprocess
import sys

import pytest

from conformance.campaign.throwing import judge, make_input
from conformance.generators.decisions import ByteDecisions
from conformance.generators.fragments import fragment_case
from conformance.generators.targets import backend, ir
from conformance.generators.targets.target import WITHOUT_ATHERIS, main
from conformance.jit_under_test.backends.x64.backend import X64Backend
from conformance.jit_under_test.ir.fragment import EndKind
from conformance.jit_under_test.ir.text import format_fragment
from conformance.jit_under_test.machine.protocol import Arch, host_arch
from conformance.jit_under_test.optimizer import passes

INPUTS = {backend.TARGET: 60, ir.TARGET: 60}


def judged(target, inputs):
    return [judge(target, make_input(target, 1, number)) for number in range(inputs)]


@pytest.fixture(scope="module", autouse=True)
def machines():
    if host_arch() is None:
        pytest.skip("no native backend for this host")
    backend.TARGET.prepare()
    yield
    backend.close()


@pytest.mark.parametrize("target", INPUTS, ids=lambda target: target.name)
def test_random_inputs_show_nothing(target):
    results = judged(target, INPUTS[target])
    assert [problem for _, problem in results if problem] == []
    assert sum(reached for reached, _ in results) > INPUTS[target] // 4


def test_bytes_are_choices_in_order():
    decisions = ByteDecisions(bytes([0, 255, 128, 0, 128]))
    assert [decisions.below(n) for n in (10, 10, 10, 1000, 7, 1)] == [0, 9, 5, 500, 0, 0]


def test_no_bytes_are_the_simplest_fragment():
    def size(data):
        return len(fragment_case(ByteDecisions(data)).fragment.instructions)

    sizes = [size(make_input(backend.TARGET, 1, number)) for number in range(20)]
    assert size(b"") < min(sizes)


def test_a_changed_byte_leaves_most_of_a_fragment():
    """Structure survives mutation: an edit behind the middle leaves what is before it."""
    data = make_input(backend.TARGET, 1, 3)
    edited = data[:700] + b"\x77" + data[701:]
    first, second = (
        format_fragment(fragment_case(ByteDecisions(each)).fragment).splitlines()
        for each in (data, edited)
    )
    same = sum(a == b for a, b in zip(first, second, strict=False))
    assert same > len(first) // 3


def kinds(target, inputs):
    return {problem[0] for _, problem in judged(target, inputs) if problem}


def test_a_pass_that_forgets_the_clock_is_named(monkeypatch):
    right = passes.eliminate

    def wrong(fragment):
        fragment = right(fragment)
        if fragment.end.kind is EndKind.STOP:
            fragment.end.snapshot.clock += 1
        return fragment

    monkeypatch.setattr(passes, "eliminate", wrong)
    assert kinds(ir.TARGET, 20) == {"difference behind dce"}


def test_a_pass_that_leaves_invalid_ir_is_named(monkeypatch):
    def wrong(fragment):
        del fragment.instructions[0]
        return fragment

    monkeypatch.setattr(passes, "eliminate", wrong)
    assert "invalid IR behind dce" in kinds(ir.TARGET, 20)


def test_code_that_leaves_a_wrong_pc_is_named(monkeypatch):
    compile_right = X64Backend.compile

    def compile_wrong(self, fragment, *args):
        last = fragment.snapshots[-1]
        last.pc += 8
        compiled = compile_right(self, fragment, *args)
        last.pc -= 8
        return compiled

    monkeypatch.setattr(X64Backend, "compile", compile_wrong)
    assert kinds(backend.TARGET, 10) == {f"memory on {Arch.X64.value}"}


def test_an_error_of_the_compiler_is_a_problem(monkeypatch):
    def fail(*_):
        raise KeyError("v3")

    monkeypatch.setattr(X64Backend, "compile", fail)
    assert [kind.split(":")[0] for kind in kinds(backend.TARGET, 1)] == [
        "exception KeyError at fail"
    ]


def run_module(*args):
    command = [sys.executable, "-m", "conformance.generators.targets.ir", *map(str, args)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)


def test_files_are_run_again(tmp_path):
    path = tmp_path / "input.bin"
    path.write_bytes(make_input(ir.TARGET, 1, 0))
    done = run_module(path)
    assert done.returncode == 0, done.stderr
    assert "nothing is wrong" in done.stdout and "sload" in done.stdout


def test_without_atheris_it_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "atheris", None)
    with pytest.raises(SystemExit) as left:
        main("ir", ["-runs=1"])
    assert left.value.code == WITHOUT_ATHERIS


def test_atheris_drives_a_target(tmp_path):
    pytest.importorskip("atheris")
    done = run_module(tmp_path, "-runs=60")
    assert done.returncode == 0, done.stderr
    assert "Done" in done.stderr and len(list(tmp_path.iterdir())) >= 32


def test_targets_say_what_inputs_stand_for():
    for target in INPUTS:
        assert "fragment" in target.show(make_input(target, 1, 0))


def test_kinds_of_registers_are_both_used():
    names = {backend.show(make_input(backend.TARGET, 1, n)).split("\n")[0] for n in range(20)}
    assert names == {"; all registers", "; few registers"}
