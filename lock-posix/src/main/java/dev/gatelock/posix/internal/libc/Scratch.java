package dev.gatelock.posix.internal.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for the arguments of one call. There is one for each thread, reused from call to call, because allocating
 * native memory would cost more than most of the calls.
 */
final class Scratch {
    private static final int SIZE = 16 * 1024;

    private final ByteBuffer buffer;
    private final long address;

    Scratch(Libc libc) {
        buffer = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
        address = libc.address(buffer);
    }

    /** Forgets the arguments of the previous call. */
    Scratch reset() {
        buffer.clear();
        return this;
    }

    /** Puts a zero-terminated name and returns its address. */
    long name(String text) {
        int start = buffer.position();
        int length = text.length();
        if (length >= buffer.remaining()) {
            throw new IllegalArgumentException("name too long: " + length);
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c == 0) {
                buffer.position(start);
                return encoded(text);
            }
            buffer.put((byte) c);
        }
        buffer.put((byte) 0);
        return address + start;
    }

    private long encoded(String text) {
        int start = buffer.position();
        buffer.put(CStrings.bytes(text)).put((byte) 0);
        return address + start;
    }

    /** Puts bytes and returns their address. */
    long put(byte[] bytes) {
        int start = buffer.position();
        buffer.put(bytes);
        return address + start;
    }

    /** Reserves memory, aligned to 8 bytes and filled with zeroes, and returns its offset in {@link #buffer()}. */
    int reserve(int size) {
        int start = (buffer.position() + 7) & ~7;
        for (int i = start; i < start + size; i += 8) {
            buffer.putLong(i, 0);
        }
        buffer.position(start + size);
        return start;
    }

    /** The address of an offset. */
    long at(int offset) {
        return address + offset;
    }

    /** How many bytes still fit. */
    int room() {
        return buffer.remaining() - 16;
    }

    ByteBuffer buffer() {
        return buffer;
    }
}
