"""LLVM IR text to a relocatable ELF object, for either architecture on any host.

The relocation model is static and the code model small, since the image lives below 2 GiB.
Then every address is a short sequence, if LLVM is told that symbols are in this image
(`dso_local`); otherwise it goes through a global offset table, which we don't have.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import llvmlite.binding as llvm

from conformance.jit_under_test.image.library import with_library
from conformance.jit_under_test.image.linker import link
from conformance.jit_under_test.image.model import CodePart, Image, ImageError, ImageSource
from conformance.jit_under_test.machine.protocol import Arch
from conformance.jit_under_test.runtime.memory_map import IMAGE_BASE


@dataclass(frozen=True, slots=True)
class _Target:
    triple: str
    data_layout: str
    cpu: str


# x86-64-v2 (2009) has roundsd, so floor and ceil need no call. Neither CPU has fused
# multiply-add that LLVM may use: it fuses only what the IR marks `contract`, and ours never is.
_TARGETS: Final[Mapping[Arch, _Target]] = {
    Arch.X64: _Target(
        "x86_64-unknown-linux-gnu",
        "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128",
        "x86-64-v2",
    ),
    Arch.A64: _Target(
        "aarch64-unknown-linux-gnu",
        "e-m:e-p270:32:32-p271:32:32-p272:64:64-i8:8:32-i16:16:32-i64:64-i128:128-n32:64-S128-Fn32",
        "generic",
    ),
}

_HEADER: Final = re.compile(r"^target (?:triple|datalayout) = .*$", re.MULTILINE)
_LINKAGE: Final = r"(?:external |common |weak_odr |weak |linkonce_odr |linkonce )?+"
_FUNCTION: Final = re.compile(
    rf"^[ \t]*(?:define|declare) {_LINKAGE}(?!(?:dso_local|internal|private)\b)"
    r"(?=[^@\n]*@(?!\"?llvm\.))",
    re.MULTILINE,
)
_GLOBAL: Final = re.compile(
    rf"^[ \t]*@[^=\n]+= {_LINKAGE}(?!(?:dso_local|internal|private|appending)\b)"
    r"(?=[^\n\"]*\b(?:global|constant)\b)",
    re.MULTILINE,
)
_ASSEMBLY: Final = re.compile(r"\basm (?:sideeffect |alignstack |inteldialect |unwind )*\"")


def mark_dso_local(ir: str) -> str:
    """`ir` with `dso_local` on all definitions and declarations that lack it."""
    ir = _FUNCTION.sub(lambda match: match.group(0) + "dso_local ", ir)
    return _GLOBAL.sub(lambda match: match.group(0) + "dso_local ", ir)


def compile_object(ir: str, arch: Arch, speed_level: int = 2) -> bytes:
    """Optimise IR text and return an ELF object. Raises ImageError for invalid IR."""
    machine, module = _optimized(ir, arch, speed_level)
    result: bytes = machine.emit_object(module)
    return result


def compile_assembly(ir: str, arch: Arch, speed_level: int = 2) -> str:
    """Like compile_object, but the assembly text, for people to read."""
    machine, module = _optimized(ir, arch, speed_level)
    result: str = machine.emit_assembly(module)
    return result


def _optimized(ir: str, arch: Arch, speed_level: int) -> tuple[Any, Any]:
    if _ASSEMBLY.search(ir):  # llvmlite would end the process
        raise ImageError("assembly text in the IR: llvmlite assembles for its host only")
    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    target = _TARGETS[arch]
    header = f'target datalayout = "{target.data_layout}"\ntarget triple = "{target.triple}"\n'
    try:
        module = llvm.parse_assembly(header + mark_dso_local(_HEADER.sub("", ir)))
        module.verify()
    except RuntimeError as error:
        raise ImageError(f"invalid IR for {arch.value}: {error}") from error
    machine = llvm.Target.from_triple(target.triple).create_target_machine(
        cpu=target.cpu, opt=speed_level, reloc="static", codemodel="small"
    )
    options = llvm.create_pipeline_tuning_options(speed_level=speed_level)
    builder = llvm.create_pass_builder(machine, options)
    passes = builder.getModulePassManager()
    passes.run(module, builder)
    return machine, module


def compile_image(ir: str, stubs: CodePart, arch: Arch) -> Image:
    """Compile and link one module and its stubs. Raises ImageError."""
    return build_image(ImageSource(ir, stubs), arch)


def build_image(
    source: ImageSource, arch: Arch, stage: Callable[[str, float], None] = lambda _name, _done: None
) -> Image:
    """Compile and link everything in `source`. Raises ImageError.

    `stage` hears what comes next and the share of the whole build that is behind it, in which
    making the source counts too (shares of processor time, measured).
    """
    stage("optimizing", 0.2)
    machine, module = _optimized(with_library(source.ir), arch, 2)
    stage("generating code", 0.6)
    compiled = machine.emit_object(module)
    stage("linking", 0.98)
    data, symbols = link(compiled, source.stubs, arch)
    return Image(arch, IMAGE_BASE, data, symbols, source.imports, source.metadata)
