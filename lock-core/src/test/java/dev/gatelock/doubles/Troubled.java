package dev.gatelock.doubles;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A directory that remembers every call on it and on its files, such as {@code "open gateway.pid READ"} or
 * {@code "sync gateway.pid"}, and lets the calls fail that a test names.
 */
public final class Troubled {
    private static final int REMEMBERED = 100_000;

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Fault> failing = new LinkedHashMap<>();
    private final Map<String, Fault> once = new LinkedHashMap<>();
    private final Map<String, Runnable> events = new LinkedHashMap<>();
    private final Directory directory;

    /** Around a directory that works. */
    public Troubled(Directory inner) {
        directory = proxy(Directory.class, inner, "");
    }

    Troubled() {
        directory = null;
    }

    /** The call {@code "home view"} and its like. */
    Directory open(String how, MemoryHome home) throws PortException {
        happens("home " + how);
        return proxy(Directory.class, new MemoryDirectory(home), "");
    }

    /** The directory to use. */
    public Directory directory() {
        return directory;
    }

    /** From now on every call that begins with these words fails. */
    public Troubled fail(String call, Fault fault) {
        failing.put(call, fault);
        return this;
    }

    /** The next call that begins with these words fails, and no other. */
    public Troubled failOnce(String call, Fault fault) {
        once.put(call, fault);
        return this;
    }

    /** What happens in the world just before each call that begins with these words. */
    public Troubled before(String call, Runnable event) {
        events.put(call, event);
        return this;
    }

    /** No call fails any more. */
    public void repair() {
        failing.clear();
    }

    /** Every call so far that may change something or costs a descriptor, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    private <T> T proxy(Class<T> port, T inner, String name) {
        InvocationHandler handler = (self, method, arguments) -> {
            StringJoiner call = new StringJoiner(" ").add(method.getName());
            if (!name.isEmpty()) {
                call.add(name);
            }
            for (Object argument : arguments == null ? new Object[0] : arguments) {
                call.add(argument instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(argument));
            }
            happens(call.toString());
            try {
                Object result = method.invoke(inner, arguments);
                return result instanceof OpenFile file
                        ? proxy(OpenFile.class, file, String.valueOf(arguments[0]))
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, handler));
    }

    private void happens(String call) throws PortException {
        if (calls.size() < REMEMBERED) {
            calls.add(call);
        }
        for (Map.Entry<String, Runnable> event : events.entrySet()) {
            if (call.startsWith(event.getKey())) {
                event.getValue().run();
            }
        }
        for (String begin : List.copyOf(once.keySet())) {
            if (call.startsWith(begin)) {
                throw new PortException(once.remove(begin), call.split(" ")[0], call, "as the test wants it");
            }
        }
        for (Map.Entry<String, Fault> trouble : failing.entrySet()) {
            if (call.startsWith(trouble.getKey())) {
                throw new PortException(trouble.getValue(), call.split(" ")[0], call, "as the test wants it");
            }
        }
    }
}
