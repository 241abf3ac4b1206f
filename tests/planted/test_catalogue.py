"""The catalogue of planted faults: each still fits the source that it changes."""

import ast
from dataclasses import replace

import pytest

from conformance.jit_under_test.image.cache import _SOURCE_FOLDERS
from conformance.jit_under_test.optimizer.passes import PASSES
from conformance.planted.catalogue import FAULTS
from conformance.planted.fault import (
    BLAMES,
    IMAGE_FOLDERS,
    PACKAGE,
    Fault,
    PlantError,
    Stage,
    plant,
)

EDITS = [fault for fault in FAULTS.values() if fault.file]


@pytest.mark.parametrize("fault", EDITS, ids=lambda fault: fault.name)
def test_a_fault_changes_one_place_and_leaves_python(fault):
    edited = fault.edited()
    assert edited != (PACKAGE / "jit_under_test" / fault.file).read_text(encoding="utf-8")
    ast.parse(edited)


def test_the_catalogue_covers_every_stage():
    assert len(FAULTS) >= 45
    assert {fault.stage for fault in FAULTS.values()} == set(Stage)
    assert {fault.doc for fault in FAULTS.values()} and all(fault.doc for fault in FAULTS.values())


def test_stages_and_their_blames_are_those_of_the_jit():
    assert set(BLAMES) == set(Stage)
    passes = {f"optimizer pass {known.name}" for known in PASSES}
    assert passes <= {text for texts in BLAMES.values() for text in texts}
    assert set(IMAGE_FOLDERS) == set(_SOURCE_FOLDERS)


def test_only_the_copy_is_changed(tmp_path):
    fault = next(fault for fault in EDITS if fault.stage is Stage.FOLD)
    assert plant(fault, tmp_path) == tmp_path
    original = PACKAGE / "jit_under_test" / fault.file
    copy = tmp_path / PACKAGE.name / "jit_under_test" / fault.file
    assert copy.read_text(encoding="utf-8") == fault.edited()
    assert original.read_text(encoding="utf-8") != fault.edited()


@pytest.mark.parametrize("old", ["this text is nowhere", "\n"])
def test_a_fault_that_does_not_fit_is_refused(old, tmp_path):
    misfit = replace(EDITS[0], old=old)
    with pytest.raises(PlantError, match=f"^{misfit.name}: .* times in {misfit.file}$"):
        plant(misfit, tmp_path)


def test_faults_of_fragments_are_options():
    fault = FAULTS["drop-type-guard"]
    assert fault.settings == {"faults": frozenset({"drop-type-guard"})}
    assert not fault.changes_image
    assert Fault("x", "y", Stage.RUNTIME, "runtime/tables.py", "a", "b").changes_image
