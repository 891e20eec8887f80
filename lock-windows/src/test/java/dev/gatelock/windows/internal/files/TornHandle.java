package dev.gatelock.windows.internal.files;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A reader's handle whose first read meets a writer half way: new bytes first, then an old one. */
final class TornHandle implements FileHandle {
    private final FileHandle handle;
    private boolean torn;

    TornHandle(FileHandle handle) {
        this.handle = handle;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        into.put(torn ? new byte[] {2, 2, 2} : new byte[] {2, 2, 1});
        torn = true;
        return 3;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
        return handle.write(from, position);
    }

    @Override
    public int append(ByteBuffer from) throws IOException {
        return handle.append(from);
    }

    @Override
    public long size() throws IOException {
        return handle.size();
    }

    @Override
    public void truncate(long length) throws IOException {
        handle.truncate(length);
    }

    @Override
    public void force() throws IOException {
        handle.force();
    }

    @Override
    public boolean tryLock(long position, long size, Lock lock) throws IOException {
        return handle.tryLock(position, size, lock);
    }

    @Override
    public boolean lockValid() {
        return handle.lockValid();
    }

    @Override
    public void close() throws IOException {
        handle.close();
    }
}
