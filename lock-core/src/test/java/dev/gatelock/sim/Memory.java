package dev.gatelock.sim;

import dev.gatelock.spi.PortException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program of a {@link Graph} knows at one point: all that it was told until then. Since programs are deterministic, this decides
 * what it does next, and two processes' states are the same if their memories are.
 */
final class Memory {
    /** Null for the beginning. */
    final Memory before;
    /** What the call before answered; a {@link PortException} if that is how it ended. */
    final Object told;
    /** The clocks then. */
    final long time;

    final long wallOffset;
    /** All of it as a number; set once it is known whether the time matters. */
    long hash;
    /** Where in its program this is. */
    long spot;
    /** What happens in the same step, before anybody else's. */
    final List<Runnable> effects = new ArrayList<>();
    /** What it does next. */
    Turn next;
    /** It looked at a clock since the call before: so the time is part of what it knows. */
    boolean askedTime;

    /** Where the program itself waits for the next answer; null unless it does. */
    Recall paused;

    private final Map<Long, Branch> after = new HashMap<>(2);

    Memory(Memory before, Object told, long time, long wallOffset) {
        this.before = before;
        this.told = told;
        this.time = time;
        this.wallOffset = wallOffset;
    }

    /** What comes after an answer: one memory, or one for each time at which it is given. */
    static final class Branch {
        private boolean timed;
        private Memory only;
        private final Map<Long, Memory> byTime = new HashMap<>(2);

        Memory at(SimKernel kernel) {
            return timed ? byTime.get(clocks(kernel.time, kernel.wallOffsetSeconds)) : only;
        }

        void add(Memory memory) {
            timed = memory.askedTime;
            only = memory;
            if (timed) {
                byTime.put(clocks(memory.time, memory.wallOffset), memory);
            }
        }
    }

    Branch after(long key) {
        return after.computeIfAbsent(key, k -> new Branch());
    }

    /** Gives it its number, once it is complete. */
    void seal(String program, long key) {
        spot = placed(program);
        long clocks = askedTime ? clocks(time, wallOffset) : 0;
        hash = Tokens.mix((before == null ? 7 : before.hash) * 31 + Tokens.mix(key) + clocks);
    }

    /** Which call it is about to make, and the how manyeth time. */
    private long placed(String program) {
        String call = next.request().op() + " " + next.request().subject();
        int times = 0;
        for (Memory at = before; at != null; at = at.before) {
            Request earlier = at.next.request();
            if (earlier.op() == next.request().op()
                    && earlier.subject().equals(next.request().subject())) {
                times++;
            }
        }
        return Tokens.hash(program + " " + call + " " + times);
    }

    private static long clocks(long time, long wallOffset) {
        return Tokens.mix(time * 31 + Tokens.mix(wallOffset));
    }

    /** From the beginning to here. */
    List<Memory> path() {
        List<Memory> path = new ArrayList<>();
        for (Memory at = this; at != null; at = at.before) {
            path.add(0, at);
        }
        return path;
    }

    /** What a program does when it is its turn. */
    sealed interface Turn {
        Request request();

        record Call(Request request, PortGate.KernelCall<?> call) implements Turn {}

        record Await(Request request, long deadline, SimProcess watched) implements Turn {}

        record Serve(Request request) implements Turn {}

        record Step(Request request, Runnable action) implements Turn {}

        record Spawn(Request request, World.Starting starting) implements Turn {}

        /** Its main returns. */
        record Exit(Request request) implements Turn {}

        /** Nothing any more: its image was replaced, it ended itself, or it failed. */
        record Gone(Request request) implements Turn {}
    }
}
