"""The table of strings: names that look alike are spread over its buckets."""

import pytest

from conformance.emulation.engines import open_engine
from conformance.jit_under_test.options import Options, Tier
from conformance.jit_under_test.runtime.objects import String

NAMES = {
    "numbered": "'key' .. i",
    "with a long beginning": "'configuration.entry.' .. i",
    "numbers": "i",
    "of one letter at the end": "string.rep('a', i % 40) .. string.char(65 + i % 50)",
    "letters of four": "('acgt'):rep(8):gsub('.', function(c) i = (i * 31 + 7) % 4093"
    " return ('acgt'):sub(i % 4 + 1, i % 4 + 1) end)",
}


@pytest.mark.parametrize("names", NAMES)
def test_chains_are_short(names):
    source = f"kept = {{}} for i = 1, 4000 do kept[i] = ({NAMES[names]}) .. '' end".encode()
    with open_engine("native", Options(tier=Tier.INTERP)) as engine:
        assert engine.run(source, b"=t").status == "ok"
        memory, strings = engine.runtime.memory, engine.runtime.vm.strings
        lengths = []
        for bucket in range(strings.size):
            string, length = memory.read_u64(strings.buckets + 8 * bucket), 0
            while string:
                string, length = memory.read_u64(string + String.offset("next")), length + 1
            lengths.append(length)
        assert sum(lengths) == strings.count > 300
    assert max(lengths) <= 9
