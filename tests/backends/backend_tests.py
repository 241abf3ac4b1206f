"""The backend test class: IR text goes in, and what is left must equal the evaluator's.

Each architecture subclasses it once per machine and supplies the fixture `harness`.
"""

from tests.backends.control_tests import ControlTests
from tests.backends.memory_tests import MemoryTests
from tests.backends.operation_tests import OperationTests


class BackendTests(OperationTests, MemoryTests, ControlTests):
    """Subclasses give `harness`; see `tests.backends.common.Harness`."""
