package dev.gatelock.runner.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Catches the signals that end or concern a program. A signal that the JVM keeps for itself, or that was ignored when the
 * program was started (nohup), stays as it was.
 */
final class SignalTrap implements AutoCloseable {
    static final int HUP = 1;
    static final int INT = 2;
    static final int USR1 = 10;
    static final int TERM = 15;

    private record Saved(sun.misc.Signal signal, sun.misc.SignalHandler handler) {}

    private final List<Saved> saved = new ArrayList<>();

    SignalTrap(Consumer<Ending.Signalled> receiver) {
        for (String name : List.of("TERM", "INT", "HUP", "USR1")) {
            try {
                sun.misc.Signal signal = new sun.misc.Signal(name);
                saved.add(new Saved(
                        signal,
                        sun.misc.Signal.handle(signal, s -> receiver.accept(new Ending.Signalled("SIG" + s.getName(), s.getNumber())))));
            } catch (IllegalArgumentException e) {
                // kept by the JVM, unknown on this system, or ignored on purpose
            }
        }
    }

    @Override
    public void close() {
        for (Saved one : saved) {
            sun.misc.Signal.handle(one.signal(), one.handler());
        }
        saved.clear();
    }
}
