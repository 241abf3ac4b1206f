"""The layout of every object in the arena: one definition for machine code and host alike.

Every collectable object starts with the same ten bytes: the `next` link of the sweep
list, its type tag and its mark bits. Offsets are the same on both architectures.
"""

from typing import Final

from conformance.jit_under_test.kernel import Array, Ptr, i32, i64, struct, u8, u16, u32, u64
from conformance.jit_under_test.runtime.memory_map import EXCHANGE_WORDS, MOST_SUNK

Value = u64  # a NaN-boxed value, see values.py


@struct
class GCObject:
    """What all collectable objects have in common."""

    next: Ptr["GCObject"]
    tt: u8  # tag of values.py
    marked: u8


@struct
class String:
    """An interned string; its bytes follow the header, with a NUL behind them.

    `hash` is PUC's, 0 until it is needed.
    """

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    reserved: u16
    hash: u32
    length: u64


STRING_DATA: Final = 24  # bytes of the string start here


@struct
class Node:
    """A node of a table's hash part; `next` links the nodes of one main position."""

    value: u64
    key: u64
    next: Ptr["Node"]


@struct
class Table:
    """A table in PUC's layout: an array part and a chained scatter hash with Brent's variation."""

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    flags: u8  # bit e set: metamethod e (the first eight events) is known to be absent
    lsizenode: u8  # log2 of the number of nodes
    sizearray: u32
    metatable: Ptr["Table"]
    array: Ptr[u64]
    node: Ptr[Node]
    lastfree: Ptr[Node]
    gclist: Ptr[GCObject]


@struct
class Proto:
    """A function prototype. What only messages need stays on the host, found by `id`."""

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    numparams: u8
    is_vararg: u8  # PUC's bits: 1 HASARG, 2 ISVARARG, 4 NEEDSARG
    maxstack: u8
    nups: u8
    hot_calls: u16  # calls left until the function counts as hot
    code: Ptr[u64]  # quickened instructions, one for each of PUC's
    k: Ptr[u64]
    protos: Ptr[Ptr["Proto"]]
    lineinfo: Ptr[u32]
    source: Ptr[String]  # chunk name as PUC shows it in messages (short form)
    sizecode: u32
    sizek: u32
    sizeprotos: u32
    id: u32
    gclist: Ptr[GCObject]
    entry_fragment: u64  # code address of the function's root fragment, 0: none


@struct
class UpVal:
    """A captured variable: `v` points into the stack while open, to `closed` afterwards."""

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    v: Ptr[u64]
    closed: u64  # while open: address of the link that leads here, see upvalues.py
    open_next: Ptr["UpVal"]  # the thread's open upvalues, from the highest slot down
    gclist: Ptr[GCObject]


@struct
class Closure:
    """A Lua or built-in function; its upvalues follow the header.

    Lua functions hold `Ptr[UpVal]`, built-in ones plain values.
    """

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    is_builtin: u8
    nups: u8
    builtin: u32  # index in the table of built-in functions
    env: Ptr[Table]
    gclist: Ptr[GCObject]
    proto: Ptr[Proto]  # Lua functions
    fn: u64  # built-in functions: address of kernel code `(vm) -> number of results`


CLOSURE_UPVALUES: Final = 56


@struct
class Userdata:
    """A full userdata; its block follows the header."""

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    kind: u16
    host_id: u32  # of the host-side object that this stands for, 0: none
    env: Ptr[Table]
    metatable: Ptr[Table]
    length: u64


USERDATA_DATA: Final = 40


@struct
class CallInfo:
    """One active call. Lua calls, metamethods, pcall and iterators all live in this array."""

    func: Ptr[u64]  # slot of the called function
    base: Ptr[u64]  # first register
    top: Ptr[u64]  # end of the registers
    savedpc: u64  # next instruction (Lua functions)
    nresults: i32  # results wanted by the caller, -1: all
    tailcalls: i32  # calls lost to tail calls before this one
    flags: u32  # FRAME_* bits
    cont: u32  # CONT_*: what happens when this call returns
    extra: u64  # belongs to the built-in function that runs in this frame; Lua: EXTRA_*
    k: Ptr[u64]  # constants (Lua functions)


@struct
class Thread:
    """A coroutine: its value stack and its call stack."""

    next: Ptr[GCObject]
    tt: u8
    marked: u8
    status: u8  # CO_* of states.py
    allow_hook: u8  # 0 while its hook runs
    n_ccalls: u16  # nested calls that PUC would make in C
    base_ccalls: u16
    top: Ptr[u64]
    base: Ptr[u64]
    ci: Ptr[CallInfo]
    stack: Ptr[u64]
    stack_last: Ptr[u64]  # the last usable slot; EXTRA_STACK slots follow
    base_ci: Ptr[CallInfo]
    end_ci: Ptr[CallInfo]
    open_upvalues: Ptr[UpVal]
    gclist: Ptr[GCObject]
    globals: Ptr[Table]
    resumer: Ptr["Thread"]
    stack_size: u32  # slots
    ci_size: u32  # records
    hook_count: i32  # instructions left until the next count event
    hook_base_count: i32
    hook_mask: u8  # MASK_* of hooks.py


@struct
class StringTable:
    """All live strings, chained by hash."""

    buckets: Ptr[Ptr[String]]
    size: u32
    count: u32


@struct
class VM:
    """The state of one virtual machine, at the start of the arena."""

    native_sp: u64  # stack pointer of the innermost native entry
    current: Ptr[Thread]
    clock: u64  # VM instructions executed, as PUC's count hook counts them
    clock_limit: u64
    gc_debt: i64  # a collection step is due when >= 0
    error_value: u64
    error_status: u32
    pending_cont: u32  # continuation to run when an action says ACTION_CONTINUE
    result: u64  # first result of the call that this continuation waited for
    method: u64  # a pending metamethod call: the function and its arguments
    method_args: Array[u64, 3]
    method_count: u64
    main_thread: Ptr[Thread]
    registry: Ptr[Table]
    globals: Ptr[Table]
    strings: StringTable
    metatables: Array[u64, 16]  # Ptr[Table] by tag, for types without their own
    event_names: Array[u64, 20]  # Ptr[String] "__index"… in the order of events.py
    type_names: Array[u64, 16]  # Ptr[String] by tag
    dispatch: u64  # table of handlers in use
    real_dispatch: u64  # table of handlers behind the clock
    reference_tier: u32  # nested calls go to the reference executor
    tier_flags: u32
    unwind_to_host: u32  # the innermost native entry was made for an executor in Python
    hot_loop: u32
    hot_call: u32
    hot_exit: u32
    exit_id: u32  # of the last exit taken
    memory_used: u64  # bytes of live and not yet swept objects and arrays
    memory_limit: u64
    gc_base: i64  # gc_debt - memory_used, when gc_debt was set last
    gc_unmade: i64  # bytes of garbage in this cycle that compiled code did not make, up to then
    gc_behind: i64  # bytes that steps so far have not made up for, as PUC's gcdept
    gc_estimate: u64
    gc_pause: u32
    gc_stepmul: u32
    gc_state: u32
    current_white: u32
    gc_running: u32
    gc_stress: u32
    all_objects: Ptr[GCObject]
    sweep_position: u64
    gray: Ptr[GCObject]
    gray_again: Ptr[GCObject]
    weak_tables: Ptr[GCObject]
    to_finalize: Ptr[GCObject]
    userdata_list: Ptr[GCObject]
    heap_next: u64  # first byte never allocated
    heap_limit: u64
    free_lists: Array[u64, 256]
    dummy_node: Array[u64, 3]  # the node of every empty hash part
    random_state: Array[u64, 8]
    output_used: u64  # bytes in the buffer of the standard output
    output_mode: u64
    scratch: Array[u64, 16]
    buffer: u64  # growable byte buffer for string building
    buffer_size: u64
    buffer_used: u64
    fragment_entry: u64
    hooked_threads: u32  # threads whose hook mask is not 0
    memory_message: u64  # the string "not enough memory", made while there is some
    objects_allocated: u64
    statistics: Array[u64, 16]
    entry_thread: Ptr[Thread]  # where the innermost native entry was made: the thread, and
    entry_calls: u64  # the offset in its call stack of the frame that was innermost
    made: Array[u64, MOST_SUNK]  # the objects that the exit being taken has made
    exchange: Array[u64, EXCHANGE_WORDS]  # of a call by the host: what goes in, what comes out


# In a Lua frame's `extra`: the pc behind the instruction before (while hooks are set), and the
# register that waits for the result of a `__concat` metamethod.
EXTRA_PC: Final = (1 << 48) - 1
EXTRA_REGISTER_SHIFT: Final = 48

FRAME_LUA: Final = 1
FRAME_BUILTIN: Final = 2
FRAME_CCALL: Final = 4  # counted in n_ccalls: PUC would have recursed in C here
FRAME_CATCH: Final = 8  # pcall or xpcall: errors stop here

CO_SUSPENDED: Final = 0
CO_RUNNING: Final = 1
CO_NORMAL: Final = 2
CO_DEAD: Final = 3

EXTRA_STACK: Final = 8
MIN_STACK: Final = 20  # free slots that a built-in function finds
BASIC_STACK: Final = 40
BASIC_CI: Final = 8
MAX_CALLS: Final = 20000
MAX_CCALLS: Final = 200
MAX_CSTACK: Final = 8000


# What happens when a call returns: nothing special (0: its caller is Lua code that goes on
# after the call), a continuation of semantics/ (1...), one of a built-in function
# (CONT_BUILTIN...), the end of a coroutine, or the end of a native entry.
CONT_NONE: Final = 0
CONT_BUILTIN: Final = 64
CONT_COROUTINE: Final = 254
CONT_ENTRY: Final = 255

# What the interpreter does after a call or return was worked out in kernel code.
ACTION_RESUME: Final = 0  # run the current thread's innermost Lua frame from its savedpc
ACTION_CONTINUE: Final = 1  # likewise, but first run continuation `pending_cont`
ACTION_EXIT: Final = 2  # leave the native entry; error_status says how

STATUS_OK: Final = 0
STATUS_ERROR: Final = 1
STATUS_MEMORY: Final = 2
STATUS_ERRERR: Final = 3
STATUS_LIMIT: Final = 4  # the run's instruction limit; no pcall catches it
STATUS_LEAVE: Final = 5  # no error: a fragment is left, with its state in memory
