"""Made-up register files: a cramped one, where nearly everything spills, and a roomy one."""

from conformance.jit_under_test.backends.registers import RegisterFile

TINY = RegisterFile(
    name="tiny",
    gpr=(0, 1, 2),
    fpr=(0, 1),
    gpr_saved=frozenset({2}),
    fpr_saved=frozenset(),
    gpr_args=(0, 1),
    fpr_args=(0, 1),
    gpr_scratch=(10, 11),
    fpr_scratch=(14, 15),
    gpr_result=0,
    fpr_result=0,
)
LARGE = RegisterFile(
    name="large",
    gpr=tuple(range(10)),
    fpr=tuple(range(14)),
    gpr_saved=frozenset({5, 6, 7, 8, 9}),
    fpr_saved=frozenset({10, 11, 12, 13}),
    gpr_args=(0, 1, 2, 3, 4),
    fpr_args=tuple(range(8)),
    gpr_scratch=(10, 11),
    fpr_scratch=(14, 15),
    gpr_result=0,
    fpr_result=0,
)
