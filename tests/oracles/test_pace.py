"""Programs that show when the collector comes."""

import pytest

from conformance.oracles.pace import depends_on_pace
from conformance.oracles.program import Program

WEAK = 'local t = setmetatable({}, {__mode = "v"}) for i = 1, 2000 do t[i] = {} end '
COUNT = "local n = 0 for _ in pairs(t) do n = n + 1 end print(n)"


@pytest.mark.parametrize(
    "source, depends",
    [
        ("print(1)", False),
        (WEAK + COUNT, True),
        (WEAK + "collectgarbage() " + COUNT, False),
        ("local t = {} for i = 1, 2000 do t[i] = newproxy(true) end print(#t)", False),
        ('print(collectgarbage("count") > 100)', False),
        ("getmetatable(newproxy(true)).__gc = function() print(1) end "
         "for i = 1, 9000 do local _ = {} end print(2)", True),
    ],
)  # fmt: skip
def test_what_puc_shows_depends_on_the_pace_of_its_collector(source, depends):
    assert depends_on_pace(Program(source.encode(), b"@case.lua")) is depends
