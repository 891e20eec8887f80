package dev.gatelock.windows.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;

/** A {@link FileChannel}, with every call kept away from the caller's interrupts. Keeps its lock strongly reachable. */
final class NioHandle implements FileHandle {
    private final FileChannel channel;
    private final Undisturbed undisturbed;
    private FileLock lock;

    NioHandle(FileChannel channel, Undisturbed undisturbed) {
        this.channel = channel;
        this.undisturbed = undisturbed;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return undisturbed.call(() -> channel.read(into, position));
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return undisturbed.call(() -> channel.write(from, position));
    }

    @Override
    public int append(ByteBuffer from) throws IOException {
        return undisturbed.call(() -> channel.write(from));
    }

    @Override
    public long size() throws IOException {
        return undisturbed.call(channel::size);
    }

    @Override
    public void truncate(long length) throws IOException {
        undisturbed.call(() -> channel.truncate(length));
    }

    @Override
    public void force() throws IOException {
        undisturbed.call(() -> {
            channel.force(true);
            return null;
        });
    }

    @Override
    public boolean tryLock(long position, long size, Lock kind) throws IOException {
        FileLock taken = undisturbed.call(() -> channel.tryLock(position, size, kind == Lock.SHARED));
        if (taken == null) {
            return false;
        }
        lock = taken;
        return true;
    }

    @Override
    public boolean lockValid() {
        return lock != null && lock.isValid();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
