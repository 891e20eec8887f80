package dev.gatelock.posix.internal.launch;

import dev.gatelock.posix.internal.libc.CStrings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The environment of a started program: ours and what was asked for in addition. */
final class Environment {
    private Environment() {}

    /**
     * Name to whole entry, {@code NAME=value}.
     *
     * @param additions set in addition to, or instead of, our own
     */
    static Map<String, byte[]> with(Map<String, String> additions) {
        Map<String, byte[]> entries = own();
        add(entries, additions);
        return entries;
    }

    /** Byte for byte where the system shows it: the JVM's own decoding loses what is not text in its charset. */
    private static Map<String, byte[]> own() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try {
            byte[] block = Files.readAllBytes(Path.of("/proc/self/environ"));
            int start = 0;
            for (int i = 0; i < block.length; i++) {
                if (block[i] == 0) {
                    byte[] entry = java.util.Arrays.copyOfRange(block, start, i);
                    String text = new String(entry, StandardCharsets.ISO_8859_1);
                    int equals = text.indexOf('=');
                    if (equals > 0) {
                        entries.putIfAbsent(text.substring(0, equals), entry);
                    }
                    start = i + 1;
                }
            }
        } catch (IOException e) {
            add(entries, System.getenv());
        }
        return entries;
    }

    private static void add(Map<String, byte[]> entries, Map<String, String> additions) {
        for (Map.Entry<String, String> each : additions.entrySet()) {
            entries.put(each.getKey(), CStrings.bytes(each.getKey() + "=" + each.getValue()));
        }
    }

    /** The search path in it, or null. */
    static String searchPath(Map<String, byte[]> entries) {
        byte[] entry = entries.get("PATH");
        return entry == null ? null : new String(entry, 5, entry.length - 5, StandardCharsets.UTF_8);
    }
}
