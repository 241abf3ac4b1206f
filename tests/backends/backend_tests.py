"""The backend test class: IR text goes in, and what is left must equal the evaluator's.

Each architecture subclasses it once per machine and supplies the fixture `harness`.
"""

from tests.backends.control_tests import ControlTests
from tests.backends.inheritance_tests import InheritanceTests
from tests.backends.memory_tests import MemoryTests
from tests.backends.operation_tests import OperationTests
from tests.backends.sunk_tests import SunkTests


class BackendTests(OperationTests, MemoryTests, ControlTests, InheritanceTests, SunkTests):
    """Subclasses give `harness`; see `tests.backends.common.Harness`."""
