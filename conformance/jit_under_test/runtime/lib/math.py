"""The mathematical functions (manual, section 5.6)."""

from typing import TYPE_CHECKING, Any, Final

from conformance.jit_under_test.kernel import (
    Ptr,
    bits,
    ceil,
    extern,
    f64,
    fabs,
    floor,
    from_bits,
    i32,
    i64,
    kernel,
    sqrt,
    trunc,
    u32,
    u64,
)
from conformance.jit_under_test.runtime.arguments import (
    argument_count,
    argument_error,
    check_int,
    check_number,
    push,
    return_number,
)
from conformance.jit_under_test.runtime.errors import throw_library_error
from conformance.jit_under_test.runtime.memory import mem_alloc
from conformance.jit_under_test.runtime.metamethods import c_pow
from conformance.jit_under_test.runtime.objects import VM
from conformance.jit_under_test.runtime.values import PAYLOAD, from_number

if TYPE_CHECKING:
    from conformance.jit_under_test.runtime.host.runtime import Runtime

PI: Final = 3.14159265358979323846
RADIANS_PER_DEGREE: Final = PI / 180.0
SIGN: Final = 1 << 63
MAGNITUDE: Final = SIGN - 1
EXPONENT: Final = 0x7FF << 52
NOT_EXPONENT: Final = 0x800F_FFFF_FFFF_FFFF
TWO_TO_54: Final = 18014398509481984.0
RAND_MAX: Final = 0x7FFFFFFF
RANDOM_WORDS: Final = 31  # glibc's additive generator: x[n] = x[n - 3] + x[n - 31]
RANDOM_DISTANCE: Final = 3
RANDOM_WARMUP: Final = 310
MULTIPLIER: Final = 16807  # of the generator that fills the state from a seed


@extern("fmod")
def c_fmod(x: f64, y: f64) -> f64: ...


@extern("atan2")
def c_atan2(x: f64, y: f64) -> f64: ...


@extern("ldexp")
def c_ldexp(x: f64, exponent: i32) -> f64: ...


@extern("exp")
def c_exp(x: f64) -> f64: ...


@extern("log")
def c_log(x: f64) -> f64: ...


@extern("log10")
def c_log10(x: f64) -> f64: ...


@extern("sin")
def c_sin(x: f64) -> f64: ...


@extern("cos")
def c_cos(x: f64) -> f64: ...


@extern("tan")
def c_tan(x: f64) -> f64: ...


@extern("asin")
def c_asin(x: f64) -> f64: ...


@extern("acos")
def c_acos(x: f64) -> f64: ...


@extern("atan")
def c_atan(x: f64) -> f64: ...


@extern("sinh")
def c_sinh(x: f64) -> f64: ...


@extern("cosh")
def c_cosh(x: f64) -> f64: ...


@extern("tanh")
def c_tanh(x: f64) -> f64: ...


@kernel
def math_abs(vm: Ptr[VM]) -> i64:
    """math.abs(x)"""
    return return_number(vm, fabs(check_number(vm, 1)))


@kernel
def math_floor(vm: Ptr[VM]) -> i64:
    """math.floor(x)"""
    return return_number(vm, floor(check_number(vm, 1)))


@kernel
def math_ceil(vm: Ptr[VM]) -> i64:
    """math.ceil(x)"""
    return return_number(vm, ceil(check_number(vm, 1)))


@kernel
def math_sqrt(vm: Ptr[VM]) -> i64:
    """math.sqrt(x)"""
    return return_number(vm, sqrt(check_number(vm, 1)))


@kernel
def math_fmod(vm: Ptr[VM]) -> i64:
    """math.fmod(x, y): remainder with the sign of x"""
    y = check_number(vm, 2)
    return return_number(vm, c_fmod(check_number(vm, 1), y))


@kernel
def math_pow(vm: Ptr[VM]) -> i64:
    """math.pow(x, y)"""
    y = check_number(vm, 2)
    return return_number(vm, c_pow(check_number(vm, 1), y))


@kernel
def math_atan2(vm: Ptr[VM]) -> i64:
    """math.atan2(y, x)"""
    x = check_number(vm, 2)
    return return_number(vm, c_atan2(check_number(vm, 1), x))


@kernel
def math_modf(vm: Ptr[VM]) -> i64:
    """math.modf(x): integral and fractional part, both with the sign of x"""
    x = check_number(vm, 1)
    whole = trunc(x)
    fraction = x - whole
    if fabs(whole) == fabs(x):
        fraction = 0.0  # also for an infinity
    push(vm, from_number(whole))
    if x == x:
        fraction = from_bits((bits(fraction) & MAGNITUDE) | (bits(x) & SIGN))
    return 1 + return_number(vm, fraction)


@kernel
def math_frexp(vm: Ptr[VM]) -> i64:
    """math.frexp(x): m and e with x = m * 2^e and m in [0.5, 1)"""
    x = check_number(vm, 1)
    exponent: i64 = 0
    if (bits(x) & EXPONENT) == 0 and x != 0.0:
        x = x * TWO_TO_54
        exponent = -54
    if (bits(x) & EXPONENT) != EXPONENT and x != 0.0:
        exponent += i64((bits(x) & EXPONENT) >> 52) - 1022
        x = from_bits((bits(x) & NOT_EXPONENT) | bits(0.5))
    push(vm, from_number(x))
    return 1 + return_number(vm, f64(exponent))


@kernel
def math_ldexp(vm: Ptr[VM]) -> i64:
    """math.ldexp(m, e): m * 2^e"""
    exponent = i32(check_int(vm, 2))
    return return_number(vm, c_ldexp(check_number(vm, 1), exponent))


@kernel
def math_min(vm: Ptr[VM]) -> i64:
    """math.min(x, ...)"""
    count = argument_count(vm)
    least = check_number(vm, 1)
    j: u64 = 2
    while j <= count:
        x = check_number(vm, j)
        if x < least:
            least = x
        j += 1
    return return_number(vm, least)


@kernel
def math_max(vm: Ptr[VM]) -> i64:
    """math.max(x, ...)"""
    count = argument_count(vm)
    greatest = check_number(vm, 1)
    j: u64 = 2
    while j <= count:
        x = check_number(vm, j)
        if x > greatest:
            greatest = x
        j += 1
    return return_number(vm, greatest)


@kernel
def math_deg(vm: Ptr[VM]) -> i64:
    """math.deg(x): radians to degrees"""
    return return_number(vm, check_number(vm, 1) / RADIANS_PER_DEGREE)


@kernel
def math_rad(vm: Ptr[VM]) -> i64:
    """math.rad(x): degrees to radians"""
    return return_number(vm, check_number(vm, 1) * RADIANS_PER_DEGREE)


@kernel
def math_exp(vm: Ptr[VM]) -> i64:
    """math.exp(x)"""
    return return_number(vm, c_exp(check_number(vm, 1)))


@kernel
def math_log(vm: Ptr[VM]) -> i64:
    """math.log(x)"""
    return return_number(vm, c_log(check_number(vm, 1)))


@kernel
def math_log10(vm: Ptr[VM]) -> i64:
    """math.log10(x)"""
    return return_number(vm, c_log10(check_number(vm, 1)))


@kernel
def math_sin(vm: Ptr[VM]) -> i64:
    """math.sin(x)"""
    return return_number(vm, c_sin(check_number(vm, 1)))


@kernel
def math_cos(vm: Ptr[VM]) -> i64:
    """math.cos(x)"""
    return return_number(vm, c_cos(check_number(vm, 1)))


@kernel
def math_tan(vm: Ptr[VM]) -> i64:
    """math.tan(x)"""
    return return_number(vm, c_tan(check_number(vm, 1)))


@kernel
def math_asin(vm: Ptr[VM]) -> i64:
    """math.asin(x)"""
    return return_number(vm, c_asin(check_number(vm, 1)))


@kernel
def math_acos(vm: Ptr[VM]) -> i64:
    """math.acos(x)"""
    return return_number(vm, c_acos(check_number(vm, 1)))


@kernel
def math_atan(vm: Ptr[VM]) -> i64:
    """math.atan(x)"""
    return return_number(vm, c_atan(check_number(vm, 1)))


@kernel
def math_sinh(vm: Ptr[VM]) -> i64:
    """math.sinh(x)"""
    return return_number(vm, c_sinh(check_number(vm, 1)))


@kernel
def math_cosh(vm: Ptr[VM]) -> i64:
    """math.cosh(x)"""
    return return_number(vm, c_cosh(check_number(vm, 1)))


@kernel
def math_tanh(vm: Ptr[VM]) -> i64:
    """math.tanh(x)"""
    return return_number(vm, c_tanh(check_number(vm, 1)))


# --- random numbers -------------------------------------------------------------------------
# vm.random_state: address of the words (0: not seeded yet), place of the front word.


@kernel
def random_next(vm: Ptr[VM]) -> u64:
    """The next of C's rand(), as glibc makes them: every machine shows one sequence."""
    if vm.random_state[0] == 0:
        random_seed(vm, 1)
    words = Ptr[u32](vm.random_state[0])
    front = vm.random_state[1]
    rear = front + (RANDOM_WORDS - RANDOM_DISTANCE)
    if rear >= RANDOM_WORDS:
        rear -= RANDOM_WORDS
    word = words[front] + words[rear]
    words[front] = word
    vm.random_state[1] = 0 if front == RANDOM_WORDS - 1 else front + 1
    return u64(word >> 1)


@kernel(noinline=True)
def random_seed(vm: Ptr[VM], seed: u32) -> None:
    """C's srand(seed)."""
    if vm.random_state[0] == 0:
        vm.random_state[0] = mem_alloc(vm, RANDOM_WORDS * 4)
    words = Ptr[u32](vm.random_state[0])
    word = i64(i32(1 if seed == 0 else seed))
    words[0] = u32(word)
    for j in range(1, RANDOM_WORDS):
        word = (word * MULTIPLIER) % RAND_MAX
        if word < 0:
            word += RAND_MAX
        words[j] = u32(word)
    vm.random_state[1] = RANDOM_DISTANCE
    for _ in range(RANDOM_WARMUP):
        random_next(vm)


@kernel
def random_fraction(vm: Ptr[VM]) -> f64:
    """The next number from 0 on and below 1."""
    return f64(random_next(vm) % RAND_MAX) / f64(RAND_MAX)


@kernel
def math_random(vm: Ptr[VM]) -> i64:
    """math.random([m [, n]])"""
    r = random_fraction(vm)
    count = argument_count(vm)
    if count == 0:
        return return_number(vm, r)
    if count == 1:
        upper = check_int(vm, 1)
        if upper < 1:
            argument_error(vm, 1, b"interval is empty")
        return return_number(vm, floor(r * f64(upper)) + 1.0)
    if count != 2:
        throw_library_error(vm, b"wrong number of arguments")
    low = check_int(vm, 1)
    high = check_int(vm, 2)
    if low > high:
        argument_error(vm, 2, b"interval is empty")
    return return_number(vm, floor(r * f64(i32(high - low + 1))) + f64(low))


@kernel
def math_randomseed(vm: Ptr[VM]) -> i64:
    """math.randomseed(x)"""
    random_seed(vm, u32(check_int(vm, 1)))
    return 0


FUNCTIONS: Final[dict[bytes, Any]] = {
    b"abs": math_abs,
    b"acos": math_acos,
    b"asin": math_asin,
    b"atan": math_atan,
    b"atan2": math_atan2,
    b"ceil": math_ceil,
    b"cos": math_cos,
    b"cosh": math_cosh,
    b"deg": math_deg,
    b"exp": math_exp,
    b"floor": math_floor,
    b"fmod": math_fmod,
    b"frexp": math_frexp,
    b"ldexp": math_ldexp,
    b"log": math_log,
    b"log10": math_log10,
    b"max": math_max,
    b"min": math_min,
    b"modf": math_modf,
    b"pow": math_pow,
    b"rad": math_rad,
    b"random": math_random,
    b"randomseed": math_randomseed,
    b"sin": math_sin,
    b"sinh": math_sinh,
    b"sqrt": math_sqrt,
    b"tan": math_tan,
    b"tanh": math_tanh,
}


def open_library(runtime: "Runtime") -> None:
    """Set the constants, and `mod`, the former name of fmod."""
    table = runtime.get_field(runtime.vm.globals, b"math")
    runtime.set_field(table & PAYLOAD, b"pi", runtime.from_python(PI))
    runtime.set_field(table & PAYLOAD, b"huge", runtime.from_python(float("inf")))
    runtime.set_field(table & PAYLOAD, b"mod", runtime.get_field(table & PAYLOAD, b"fmod"))
