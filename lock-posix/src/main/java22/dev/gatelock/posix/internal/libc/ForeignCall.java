package dev.gatelock.posix.internal.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/**
 * Calls any of the C functions through one shape: six 64-bit integers in, one out.
 *
 * <p>Preparing a shape costs about 4 ms of a cold start, calling costs next to nothing. All arguments here are integers or
 * pointers, which the calling conventions of 64-bit Linux, macOS and the BSDs pass in the same registers whatever their
 * width; registers that a function does not expect are ignored by it. Of a result of type {@code int} only the lower half
 * is defined, so callers cut it.
 */
final class ForeignCall {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SIX = shape();
    private static final ThreadLocal<MemorySegment> STATES = new ThreadLocal<>() {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(STATE);
        }
    };

    private ForeignCall() {}

    @SuppressWarnings("restricted")
    private static MethodHandle shape() {
        return LINKER.downcallHandle(
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    /** A function of the C library, or null. */
    static MemorySegment find(String name) {
        return LINKER.defaultLookup().find(name).orElse(null);
    }

    /** Calls; the result is as C returns it. */
    static long call(MemorySegment function, long a, long b, long c, long d, long e, long f) {
        return call(STATES.get(), function, a, b, c, d, e, f);
    }

    /** Calls a function that returns an {@code int}, and gives its result or the negated errno. */
    static int checked(MemorySegment function, long a, long b, long c, long d, long e) {
        MemorySegment state = STATES.get();
        int result = (int) call(state, function, a, b, c, d, e, 0);
        return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
    }

    /** Calls a function that returns a {@code long}, and gives its result or the negated errno. */
    static long checkedLong(MemorySegment function, long a, long b, long c, long d, long e) {
        MemorySegment state = STATES.get();
        long result = call(state, function, a, b, c, d, e, 0);
        return result >= 0 ? result : -state.get(JAVA_INT, ERRNO);
    }

    private static long call(
            MemorySegment state, MemorySegment function, long a, long b, long c, long d, long e, long f) {
        try {
            return (long) SIX.invokeExact(function, state, a, b, c, d, e, f);
        } catch (RuntimeException | Error trouble) {
            throw trouble;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
