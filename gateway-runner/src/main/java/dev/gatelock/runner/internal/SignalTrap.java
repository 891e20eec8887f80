package dev.gatelock.runner.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Catches the signals that end or concern a program. A signal that the JVM keeps for itself, or that was ignored when the
 * program was started (nohup), stays as it was.
 */
final class SignalTrap implements AutoCloseable {
    static final int HUP = 1;
    static final int INT = 2;
    static final int USR1 = 10;
    static final int TERM = 15;

    private record Saved(Signal signal, SignalHandler handler) {}

    private final List<Saved> saved = new ArrayList<>();

    SignalTrap(Consumer<Ending.Signalled> receiver) {
        for (String name : List.of("TERM", "INT", "HUP", "USR1")) {
            try {
                Signal signal = new Signal(name);
                saved.add(new Saved(
                        signal,
                        Signal.handle(signal, s -> receiver.accept(new Ending.Signalled("SIG" + s.getName(), s.getNumber())))));
            } catch (IllegalArgumentException e) {
                // kept by the JVM, unknown on this system, or ignored on purpose
            }
        }
    }

    @Override
    public void close() {
        for (Saved one : saved) {
            Signal.handle(one.signal(), one.handler());
        }
        saved.clear();
    }
}
