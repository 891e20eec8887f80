package dev.gatelock.posix.internal.libc;

import java.nio.ByteBuffer;

/**
 * A file's attributes as the kernel gives them.
 *
 * @param device as {@code st_dev} of the C library, which is also what the JDK's {@code unix:dev} shows
 * @param inode inode number
 * @param mode type and permission bits
 * @param links number of names
 * @param size length in bytes
 * @param uid owner
 */
public record RawStat(long device, long inode, int mode, int links, long size, long uid) {
    /** From a {@code struct statx}, whose layout is the same on every architecture. */
    static RawStat ofStatx(ByteBuffer memory, int at) {
        return new RawStat(
                device(memory.getInt(at + 136), memory.getInt(at + 140)),
                memory.getLong(at + 32),
                memory.getShort(at + 28) & 0xffff,
                memory.getInt(at + 16),
                memory.getLong(at + 40),
                memory.getInt(at + 20) & 0xffffffffL);
    }

    /** {@code makedev(3)}. */
    public static long device(int major, int minor) {
        return ((major & 0xfffff000L) << 32)
                | ((major & 0xfffL) << 8)
                | ((minor & 0xffffff00L) << 12)
                | (minor & 0xffL);
    }

    /** {@code major(3)}. */
    public static int major(long device) {
        return (int) (((device >>> 8) & 0xfff) | ((device >>> 32) & 0xfffff000L));
    }

    /** {@code minor(3)}. */
    public static int minor(long device) {
        return (int) ((device & 0xff) | ((device >>> 12) & 0xffffff00L));
    }
}
