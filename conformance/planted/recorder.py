"""Faults of the recorder and the tracer: what they write down is not what always holds."""

from __future__ import annotations

from typing import Final

from conformance.planted.fault import Fault, Stage

_RECORDER: Final = "tracing/recorder.py"
_RECORDING: Final = "tracing/recording.py"
_CALLS: Final = "tracing/call_recorder.py"
_TABLES: Final = "tracing/table_recorder.py"
_BUILTINS: Final = "tracing/builtins.py"
_BUILTIN_CALLS: Final = "tracing/builtin_recorder.py"
_TRACER: Final = "tracing/tracer.py"
_LIVENESS: Final = "bytecode/liveness.py"

RECORDER_FAULTS: Final = (
    Fault(
        "guard-inverted",
        "the guard of a string comparison is that of its other outcome",
        Stage.RECORDER,
        _RECORDER,
        '("le", False): "gt"}',
        '("le", False): "ge"}',
    ),
    Fault(
        "truth-not-guarded",
        "the truth of a value is not guarded",
        Stage.RECORDER,
        _RECORDER,
        "            self.fork()\n        self.typed(e.value)\n",
        "            self.fork()\n",
    ),
    Fault(
        "limit-inclusive",
        "a comparison is guarded as if equality did not matter: limits are inclusive",
        Stage.RECORDER,
        _RECORDER,
        'self.guard(("f" if truth else "fn") + e.relation, left, right)\n',
        'self.guard("fle" if truth else "fnlt", left, right)\n',
    ),
    Fault(
        "snapshot-late",
        "an exit goes on behind its instruction, which nobody has executed",
        Stage.RECORDER,
        _RECORDING,
        "Snapshot(slots, self.frames, pc, self.top, self.count, live=self.live)",
        "Snapshot(slots, self.frames, self.pc, self.top, self.count, live=self.live)",
    ),
    Fault(
        "snapshot-before-store",
        "guards behind a store leave to an instruction in front of it",
        Stage.RECORDER,
        _RECORDING,
        "        if op.effect is _STORE:\n            self.effect()\n",
        "",
    ),
    Fault(
        "snapshot-before-call",
        "guards behind a call over a synced stack leave to an instruction in front of it",
        Stage.RECORDER,
        _RECORDING,
        "        self.effect()\n        slots = self.slot_list(self.instruction_pc)\n",
        "        slots = self.slot_list(self.instruction_pc)\n",
    ),
    Fault(
        "upvalue-shared",
        "it is not guarded that a callee's upvalue is in no frame of the fragment",
        Stage.RECORDER,
        _CALLS,
        '            r.guard("apart", here, base)  # a callee\'s may be anywhere\n',
        "",
    ),
    Fault(
        "results-before-upvalues",
        "an exit behind a call of unknown results writes back what the callee has changed",
        Stage.RECORDER,
        _BUILTIN_CALLS,
        "        if inlined is None:\n            self.reload_captured(slot)\n"
        "        if results == _ALL and given",
        "        if results == _ALL and given",
    ),
    Fault(
        "event-given-back",
        "a metatable that gets a method back in compiled code is still known to lack it",
        Stage.RECORDER,
        _TABLES,
        "        if is_event:\n            # What a table",
        "        if not key.word:\n            # What a table",
    ),
    Fault(
        "snapshot-dead",
        "exits take the last argument of a call for dead",
        Stage.RECORDER,
        _LIVENESS,
        "    Op.CALL: lambda a, b, c: (_span(a, b) if b",
        "    Op.CALL: lambda a, b, c: (_span(a, b - 1) if b",
    ),
    Fault(
        "upvalue-own-slot",
        "a callee that writes a variable of its caller writes the slot next to it",
        Stage.RECORDER,
        _RECORDER,
        "            self.pending.append((own, value.ref))",
        "            self.pending.append((own + 1, value.ref))",
    ),
    Fault(
        "return-not-closed",
        "a return from an inlined call does not close the variables that closures share",
        Stage.RECORDER,
        _CALLS,
        "        if self.captured_slots(r.base_slot) or (not own_frame and "
        "r.liveness.captured(r.ci)):\n"
        '            r.call_synced("trace_close", r.pool.kint(0))\n',
        "        if not own_frame and r.liveness.captured(r.ci):\n"
        '            r.call_synced("trace_close", r.pool.kint(0))\n',
    ),
    Fault(
        "return-nil",
        "a return of too few values leaves old ones in the place of nil",
        Stage.RECORDER,
        _CALLS,
        "        results = [refs[j] if j < count else nothing for j in range(wanted)]\n"
        "        for j, ref in enumerate(results):",
        "        results = [refs[j] if j < count else nothing for j in range(wanted)]\n"
        "        for j, ref in enumerate(results[: max(count, 1)]):",
    ),
    Fault(
        "wants-not-guarded",
        "a function's fragment does not ask how many results its caller wants",
        Stage.RECORDER,
        _CALLS,
        '        r.guard("wants", aux=wanted)\n',
        "",
    ),
    Fault(
        "vararg-base",
        "extra arguments are read one slot too low",
        Stage.RECORDER,
        _CALLS,
        "        source = r.base_slot - distance + 1 + view.numparams\n",
        "        source = r.base_slot - distance + view.numparams\n",
    ),
    Fault(
        "vararg-not-guarded",
        "any number of extra arguments is taken for the recorded one",
        Stage.RECORDER,
        _CALLS,
        '            r.guard("eq", func, here)\n        source',
        "        source",
    ),
    Fault(
        "arguments-not-nil",
        "parameters that a call gives no argument for are not set to nil",
        Stage.RECORDER,
        _CALLS,
        "        r.clear_slots(frame.base_slot + given, frame.top_slot)\n",
        "        r.clear_slots(frame.base_slot + given + 1, frame.top_slot)\n",
    ),
    Fault(
        "frame-pc",
        "the frames that an exit makes return to the call instead of behind it",
        Stage.RECORDER,
        _CALLS,
        "            slot, base, base + view.maxstack, r.pc, results,",
        "            slot, base, base + view.maxstack, r.pc - 8, results,",
    ),
    Fault(
        "array-index-base",
        "array elements are looked for from 0 on in the bounds check",
        Stage.RECORDER,
        _TABLES,
        '        r.guard("ult", index, self.load(ref, "table.sizearray"))\n',
        '        size = r.emit("iadd", self.load(ref, "table.sizearray"), r.pool.kint(1))\n'
        '        r.guard("ult", index, size)\n',
    ),
    Fault(
        "node-size-not-guarded",
        "a key is looked for in its old node though the table may have been rehashed",
        Stage.RECORDER,
        _TABLES,
        '        return self.r.guard("hrefk", nodes, self.r.pool.kval(key), aux=number)',
        '        return self.r.emit("aref", nodes, self.r.pool.kint(3 * number))',
    ),
    Fault(
        "absence-not-guarded",
        "a name that a table did not have is taken to be absent for good",
        Stage.RECORDER,
        _TABLES,
        '        self.r.guard("hmiss", nodes, self.r.pool.kval(key), '
        "aux=self.main_position(table, key))\n",
        "",
    ),
    Fault(
        "template-too-wide",
        "names that are stored behind a constructor are in its table from the start",
        Stage.RECORDER,
        "tracing/constructors.py",
        "    most = min(hash_size, MOST_KEYS)\n",
        "    most = MOST_KEYS if hash_size else 0\n",
    ),
    Fault(
        "template-order",
        "the names of a constructor get their places in the order from last to first",
        Stage.RECORDER,
        "tracing/constructors.py",
        "    for key in keys:\n        runtime.invoke",
        "    for key in reversed(keys):\n        runtime.invoke",
    ),
    Fault(
        "metatable-barrier",
        "a metatable given by a fragment is unknown to a table that has been marked",
        Stage.RECORDER,
        _BUILTINS,
        '    if arguments[1].word != NIL:\n        recorder.emit("tbar", table)\n',
        "",
    ),
    Fault(
        "new-key-not-guarded",
        "a new key is stored without asking for a metatable",
        Stage.RECORDER,
        _TABLES,
        "if old == NIL and not self.has_no_metatable(container):",
        "if old == NIL and self.metatable_word(table):",
    ),
    Fault(
        "index-method-missed",
        "tables without a metatable are not guarded to have none where a key is absent",
        Stage.RECORDER,
        _TABLES,
        '        if not metatable:\n            r.guard("eq", loaded, r.pool.kptr(TAB, 0))\n',
        "        if not metatable:\n",
    ),
    Fault(
        "conversion-kept",
        "a string operand is converted once, whatever it is later",
        Stage.RECORDER,
        _RECORDER,
        '        return Traced(word, self.unbox(self.call_kernel("trace_to_number", '
        "ref), word))\n\n"
        "    def do_Length",
        "        return Traced(word, self.pool.const(NUM, word))\n\n    def do_Length",
    ),
    Fault(
        "fixed-results",
        "string.find is said to give two results, always",
        Stage.RECORDER,
        _BUILTINS,
        '    b"string.gsub": 2,',
        '    b"string.gsub": 2,\n    b"string.find": 2,',
    ),
    Fault(
        "results-not-guarded",
        "the number of a call's open results is taken to stay as it was",
        Stage.RECORDER,
        _BUILTIN_CALLS,
        '        r.builder.emit(OPS["eq"], (given, r.pool.kint(count)), snapshot=behind)\n',
        "",
    ),
    Fault(
        "anchors-lost",
        "objects that compiled code refers to are kept alive only while it is recorded",
        Stage.RECORDER,
        _TRACER,
        "        made = self.installed[number].fragment\n",
        "        self._release(kept)\n        made = self.installed[number].fragment\n",
    ),
    Fault(
        "anchors-late",
        "of two objects in a row that a recording refers to only the second is kept alive",
        Stage.RECORDER,
        _TRACER,
        "            self.anchored[word] = None\n",
        "            if len(self.anchored) % 2:\n                self.anchored.popitem()\n"
        "            self.anchored[word] = None\n",
    ),
    Fault(
        "side-misplaced",
        "a side fragment is linked to the exit next to its own",
        Stage.RECORDER,
        _TRACER,
        "            self.memory.write_u64(descriptor, self._entry(number))\n",
        "            self.memory.write_u64(descriptor + ExitDescriptor.size, "
        "self._entry(number))\n",
    ),
)
