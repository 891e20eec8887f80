package dev.gatelock.posix.internal.proc;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;

/** The lock table of systems that have none (macOS, BSD), or where it was switched off. */
public final class NoLockTable implements LockTable {
    @Override
    public LockSighting taker(FileId file) {
        return new LockSighting.NoTable("this system has no list of locks");
    }

    @Override
    public LockSighting holders(FileId file) {
        return taker(file);
    }
}
