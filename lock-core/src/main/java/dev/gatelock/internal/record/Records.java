package dev.gatelock.internal.record;

import dev.gatelock.spi.DirectoryView;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;

/** Reads records through the ports; never throws, never follows a link, never blocks. Thread-safe. */
public final class Records {
    private final RecordCodec codec;

    /**
     * @param codec never null
     */
    public Records(RecordCodec codec) {
        this.codec = codec;
    }

    /** The codec. */
    public RecordCodec codec() {
        return codec;
    }

    /** Reads {@code name} in a directory. */
    public Reading read(DirectoryView directory, String name) {
        try (OpenFile file = directory.openForReading(name)) {
            return read(file);
        } catch (PortException e) {
            return e.fault() == Fault.NOT_FOUND ? new Reading.Absent() : new Reading.Unreadable(reason(e));
        }
    }

    /** Reads an open file. */
    public Reading read(OpenFile file) {
        try {
            return codec.decode(file.read(RecordCodec.LIMIT + 1));
        } catch (PortException e) {
            return new Reading.Unreadable(reason(e));
        }
    }

    private static String reason(PortException e) {
        switch (e.fault()) {
            case SYMLINK:
                return "is a symbolic link";
            case NOT_REGULAR:
                return "is not a regular file";
            case PERMISSION:
                return "may not be read by this user";
            case NO_DESCRIPTORS:
                return "cannot be opened: no file descriptors left";
            default:
                return "cannot be read: " + e.getMessage();
        }
    }
}
