package dev.gatelock.sim;

import java.util.Arrays;

/** From numbers that are as good as random to numbers; millions of them, as far as the heap goes. */
final class LongMap {
    /** What of the heap may be needed while it grows, when the old arrays are there beside the new ones. */
    private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4 * 3;

    /** Of a key and its value, before and after. */
    private static final long BYTES_WHILE_GROWING = 16 + 32;

    /** The value of what is not in it. */
    private final long absent;

    private final long mostBytes;

    private long[] keys = new long[1 << 12];
    private long[] values = new long[1 << 12];
    private int size;

    LongMap(long absent) {
        this(absent, MOST_BYTES);
    }

    LongMap(long absent, long mostBytes) {
        this.absent = absent;
        this.mostBytes = mostBytes;
        Arrays.fill(values, absent);
    }

    int size() {
        return size;
    }

    /** Whether it can grow no more, and is nearly so full that it becomes slow. */
    boolean isFull() {
        return size > keys.length / 10 * 9 && !mayGrow();
    }

    private boolean mayGrow() {
        return keys.length < 1 << 29 && BYTES_WHILE_GROWING * keys.length < mostBytes;
    }

    long get(long key) {
        return values[slot(keys, values, key)];
    }

    /** The value must not be the one of what is absent. */
    void put(long key, long value) {
        int slot = slot(keys, values, key);
        if (values[slot] == absent && ++size > keys.length / 2 && mayGrow()) {
            grow();
            slot = slot(keys, values, key);
        }
        keys[slot] = key;
        values[slot] = value;
    }

    private int slot(long[] in, long[] with, long key) {
        int mask = in.length - 1;
        int slot = (int) key & mask;
        while (with[slot] != absent && in[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] moreKeys = new long[keys.length * 2];
        long[] moreValues = new long[keys.length * 2];
        Arrays.fill(moreValues, absent);
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != absent) {
                int slot = slot(moreKeys, moreValues, keys[i]);
                moreKeys[slot] = keys[i];
                moreValues[slot] = values[i];
            }
        }
        keys = moreKeys;
        values = moreValues;
    }
}
