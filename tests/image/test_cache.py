"""The image cache: hits, damage, concurrency, and what a warm load costs."""

import multiprocessing
import subprocess
import sys
import time

import pytest

from conformance.jit_under_test.image import cache
from conformance.jit_under_test.image.model import CodePart, ImageError, ImageSource
from conformance.jit_under_test.machine.imports import ImportSpec, Kind
from conformance.jit_under_test.machine.protocol import Arch

IMPORT = ImportSpec("snprintf", (Kind.PTR, Kind.U64, Kind.PTR, Kind.F64), Kind.I32, 3)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "_STARTED", time.time() + 3600)  # whatever is edited meanwhile
    return tmp_path / "moondiff"


class Builder:
    """Counts its builds."""

    def __init__(self) -> None:
        self.built: list[Arch] = []

    def __call__(self, arch: Arch) -> ImageSource:
        self.built.append(arch)
        ir = "@c = constant i64 6\ndefine i64 @f() { ret i64 5 }"
        return ImageSource(ir, CodePart(bytes(4), {"stub": 0}), (IMPORT,), {"offsets": {"a": 8}})


def files(folder):
    return sorted(path.name for path in folder.glob("*.bin"))


def test_second_load_is_the_same_image(folder):
    build, messages, shares = Builder(), [], []

    def hear(text, done):
        messages.append(text)
        shares.append(done)

    first = cache.load_or_build(Arch.X64, "key", build, hear)
    assert {text.split(" image")[0] for text in messages[:-1]} == {"building the x86_64"}
    assert messages[-1].startswith("built the x86_64 image: ")
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0)
    count = len(messages)
    second = cache.load_or_build(Arch.X64, "key", build, hear)
    assert second == first
    assert second.imports == (IMPORT,)
    assert second.metadata == {"offsets": {"a": 8}}
    assert {"c", "f", "stub"} <= second.symbols.keys()
    assert build.built == [Arch.X64]
    assert len(messages) == count > 2
    assert files(folder) == ["image-x86_64-key.bin"]


def test_key_and_architecture_matter():
    build = Builder()
    for arch, key in [(Arch.X64, "a"), (Arch.A64, "a"), (Arch.X64, "b"), (Arch.X64, "a")]:
        assert cache.load_or_build(arch, key, build).arch is arch
    assert build.built == [Arch.X64, Arch.A64, Arch.X64]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:10],
        lambda data: data[:-1],
        lambda data: data + b"\0",
        lambda data: b"otherimg" + data[8:],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data[:40] + bytes([data[40] ^ 1]) + data[41:],
    ],
    ids=["empty", "no header", "cut", "longer", "magic", "data bit", "header bit"],
)
def test_damaged_file_is_rebuilt(folder, damage):
    build = Builder()
    first = cache.load_or_build(Arch.X64, "key", build)
    path = folder / "image-x86_64-key.bin"
    path.write_bytes(damage(path.read_bytes()))
    assert cache.load_or_build(Arch.X64, "key", build) == first
    assert len(build.built) == 2
    assert cache.load_or_build(Arch.X64, "key", build) == first
    assert len(build.built) == 2


def test_unwritable_folder_costs_only_the_cache(folder, monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert cache.load_or_build(Arch.X64, "key", Builder()).arch is Arch.X64


def test_nothing_is_kept_when_a_source_was_edited_meanwhile(folder, monkeypatch):
    build = Builder()
    with monkeypatch.context() as patch:
        patch.setattr(cache, "_STARTED", 0.0)
        first = cache.load_or_build(Arch.X64, "key", build)
    assert files(folder) == []
    assert cache.load_or_build(Arch.X64, "key", build) == first
    assert len(files(folder)) == 1


def test_errors_of_a_build_leave_nothing(folder):
    def broken(arch):
        return ImageSource("nonsense", CodePart(b"", {}))

    with pytest.raises(ImageError, match="invalid IR"):
        cache.load_or_build(Arch.X64, "key", broken)
    assert files(folder) == []


def _build_slowly(marker):
    def build(arch):
        with open(marker, "a") as file:
            file.write("x")
        return Builder()(arch)

    cache.load_or_build(Arch.X64, "key", build)


def test_concurrent_builders_build_once(tmp_path):
    context = multiprocessing.get_context("fork")
    marker = tmp_path / "builds"
    workers = [context.Process(target=_build_slowly, args=(marker,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
        assert worker.exitcode == 0
    assert marker.read_text() == "x"


def test_old_images_go(folder):
    for number in range(12):
        cache.load_or_build(Arch.X64, f"key{number:02}", Builder())
    assert len(files(folder)) == 8
    assert files(folder)[-1] == "image-x86_64-key11.bin"


def test_warm_load_imports_no_compiler():
    cache.load_or_build(Arch.X64, "key", Builder())
    program = (
        "import sys\n"
        "from conformance.jit_under_test.image import cache\n"
        "from conformance.jit_under_test.machine.protocol import Arch\n"
        "assert len(cache.sources_hash()) == 64\n"
        "assert cache.load_or_build(Arch.X64, 'key', None).arch is Arch.X64\n"
        "assert not {'llvmlite', 'elftools'} & sys.modules.keys(), 'imported'\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_hash_follows_the_sources(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "image" / "cache.py"))
    for folder in ("kernel", "runtime", "elsewhere"):
        (tmp_path / folder).mkdir()
    (tmp_path / "kernel" / "a.py").write_text("1")
    hashes = [cache.sources_hash()]
    (tmp_path / "elsewhere" / "b.py").write_text("2")
    assert cache.sources_hash() == hashes[0]
    (tmp_path / "kernel" / "a.py").write_text("2")
    hashes.append(cache.sources_hash())
    (tmp_path / "kernel" / "a.py").rename(tmp_path / "runtime" / "a.py")
    hashes.append(cache.sources_hash())
    assert len(set(hashes)) == 3
