package dev.gatelock.windows.internal.processes;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.LockTable;

/** Windows tells nobody who has locked a range of bytes; the record and an attempt are all there is. Stateless. */
public final class NoLockTable implements LockTable {
    private static final LockSighting NONE = new LockSighting.NoTable("Windows does not list byte-range locks");

    @Override
    public LockSighting taker(FileId file) {
        return NONE;
    }

    @Override
    public LockSighting holders(FileId file) {
        return NONE;
    }
}
