package dev.gatelock.runner.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Catches the signals that end or concern a program. A signal that the JVM keeps for itself, or that was ignored when the
 * program was started (nohup), stays as it was.
 *
 * <p>{@code sun.misc.Signal} is there on every JDK and is the only way to tell Ctrl+C from a termination; it is reached by
 * reflection because the compiler warns of its name and warnings are errors here.
 */
final class SignalTrap implements AutoCloseable {
    static final int HUP = 1;
    static final int INT = 2;
    static final int ALRM = 14;
    static final int TERM = 15;

    private record Saved(Object signal, Object handler) {}

    private final List<Saved> saved = new ArrayList<>();
    private Method handle;

    SignalTrap(Consumer<Ending.Signalled> receiver) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            handle = signalType.getMethod("handle", signalType, handlerType);
            Method number = signalType.getMethod("getNumber");
            Object handler = Proxy.newProxyInstance(
                    SignalTrap.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle":
                                receiver.accept(new Ending.Signalled(
                                        "SIG" + signalType.getMethod("getName").invoke(arguments[0]),
                                        (int) number.invoke(arguments[0])));
                                return null;
                            case "hashCode":
                                return System.identityHashCode(proxy);
                            case "equals":
                                return proxy == arguments[0];
                            default:
                                return "gateway signal handler";
                        }
                    });
            for (String name : List.of("TERM", "INT", "HUP", "ALRM", "USR1", "USR2", "WINCH")) {
                install(signalType, name, handler);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal (module jdk.unsupported)", e);
        }
    }

    private void install(Class<?> signalType, String name, Object handler) {
        try {
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            saved.add(new Saved(signal, handle.invoke(null, signal, handler)));
        } catch (ReflectiveOperationException e) {
            // kept by the JVM, unknown on this system, or ignored on purpose
        }
    }

    @Override
    public void close() {
        for (Saved one : saved) {
            try {
                handle.invoke(null, one.signal(), one.handler());
            } catch (ReflectiveOperationException e) {
                // it stays with us, and we ignore it
            }
        }
        saved.clear();
    }
}
