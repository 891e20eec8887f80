package dev.gatelock.posix.internal.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.util.Collection;

/**
 * An array of C strings, ended by a null pointer, in memory of its own. Must stay reachable while C uses it.
 */
public final class CStrings {
    private static final Charset NAMES = names();

    @SuppressWarnings("unused") // keeps the memory alive
    private final ByteBuffer memory;

    private final long address;

    private CStrings(ByteBuffer memory, long address) {
        this.memory = memory;
        this.address = address;
    }

    /**
     * Lays out strings.
     *
     * @param libc gives the address, never null
     * @param strings without their terminating zero, never null
     */
    public static CStrings array(Libc libc, Collection<byte[]> strings) {
        int pointers = 8 * (strings.size() + 1);
        int size = pointers;
        for (byte[] string : strings) {
            size += string.length + 1;
        }
        ByteBuffer memory = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        long address = libc.address(memory);
        int at = pointers;
        int slot = 0;
        for (byte[] string : strings) {
            memory.putLong(slot, address + at);
            memory.position(at);
            memory.put(string);
            at += string.length + 1;
            slot += 8;
        }
        return new CStrings(memory, address);
    }

    /** Where the array of pointers is. */
    public long address() {
        return address;
    }

    /** A name or argument as system calls want it: the JVM decodes them with this charset. */
    public static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a C string cannot contain NUL");
        }
        return text.getBytes(NAMES);
    }

    private static Charset names() {
        String name = System.getProperty("sun.jnu.encoding");
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : Charset.defaultCharset();
    }
}
