package dev.gatelock.internal.files;

import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.OpenMode;
import dev.gatelock.spi.PortException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new content for a file, written aside and put in place by one rename: after a crash at any instruction the name means
 * the old content or the new one, never a part. Use it once; not thread-safe.
 */
public final class WholeFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WholeFile.class);
    private static final int LIMIT = 1 << 20;
    private static final String SUFFIX = ".tmp";

    private final Directory directory;
    private final String name;
    private final String aside;
    private final Durability durability;
    private boolean written;

    private WholeFile(Directory directory, String name, String aside, Durability durability) {
        this.directory = directory;
        this.name = name;
        this.aside = aside;
        this.durability = durability;
    }

    /** What a power loss may take. A crash of the process never takes anything. */
    public enum Durability {
        /** On the disk when {@link #publish} returns. */
        FLUSHED,
        /** When the system comes to it: for hints that are rewritten soon, on a path where somebody waits. */
        LAZY
    }

    /**
     * Writes and flushes the content aside.
     *
     * @param unique text that no other writer of this name uses at the same time
     */
    public static WholeFile prepare(Directory directory, String name, byte[] content, String unique)
            throws PortException {
        return prepare(directory, name, content, unique, OpenMode.CREATE_NEW);
    }

    /**
     * As above.
     *
     * @param mode {@link OpenMode#CREATE_NEW} or {@link OpenMode#CREATE_NEW_READABLE}
     */
    public static WholeFile prepare(Directory directory, String name, byte[] content, String unique, OpenMode mode)
            throws PortException {
        return prepared(
                new WholeFile(directory, name, prefix(name) + unique + SUFFIX, Durability.FLUSHED), content, mode);
    }

    /** As above, for a file that need not be on the disk at once. */
    public static WholeFile prepareLazily(Directory directory, String name, byte[] content, String unique)
            throws PortException {
        return prepared(
                new WholeFile(directory, name, prefix(name) + unique + SUFFIX, Durability.LAZY),
                content,
                OpenMode.CREATE_NEW);
    }

    private static WholeFile prepared(WholeFile file, byte[] content, OpenMode mode) throws PortException {
        try {
            file.write(content, mode);
            return file;
        } catch (PortException e) {
            file.close();
            throw e;
        }
    }

    private static String prefix(String name) {
        return (name.startsWith(".") ? "" : ".") + name + ".";
    }

    private void write(byte[] content, OpenMode mode) throws PortException {
        try (OpenFile out = directory.open(aside, mode)) {
            written = true;
            out.overwrite(content);
            if (durability == Durability.FLUSHED) {
                out.sync();
            }
        }
    }

    /** Puts it in place and flushes the directory. A directory that stands in the way is moved aside, not deleted. */
    public void publish() throws PortException {
        try {
            directory.rename(aside, name);
        } catch (PortException e) {
            if (e.fault() == Fault.NOT_REGULAR) {
                directory.rename(
                        name,
                        name + ".aside" + aside.substring(prefix(name).length() - 1, aside.length() - SUFFIX.length()));
                directory.rename(aside, name);
            } else if (e.fault() == Fault.BUSY) {
                writeInPlace();
                return;
            } else {
                throw e;
            }
        }
        written = false;
        if (durability == Durability.LAZY) {
            return;
        }
        try {
            directory.sync();
        } catch (PortException e) {
            // It is in place for everybody; only a power loss could undo it, and then there is nobody to protect.
            LOG.warn("{} may not survive a power loss: {}", directory.path().resolve(name), e.getMessage());
        }
    }

    /** Windows refuses to replace a file that somebody has open; its readers read again when they meet a torn record. */
    private void writeInPlace() throws PortException {
        byte[] content;
        try (OpenFile from = directory.open(aside, OpenMode.READ)) {
            content = from.read(LIMIT);
        }
        try (OpenFile to = directory.open(name, OpenMode.READ_WRITE)) {
            // Blanks first: a reader that comes between the two steps must not see the new text with an old tail.
            byte[] padded = Arrays.copyOf(
                    content, (int) Math.max(content.length, Math.min(to.stat().size(), LIMIT)));
            Arrays.fill(padded, content.length, padded.length, (byte) ' ');
            to.overwrite(padded);
            to.truncate(content.length);
            to.sync();
        }
    }

    /** Removes what was written aside and not put in place. */
    @Override
    public void close() {
        if (written) {
            written = false;
            try {
                directory.unlink(aside);
            } catch (PortException e) {
                // the next owner sweeps it
            }
        }
    }

    /** Removes what crashed writers of {@code name} left aside. Only for whoever alone may write {@code name}. */
    public static void sweep(Directory directory, String name) throws PortException {
        for (String entry : directory.list()) {
            if (entry.startsWith(prefix(name)) && entry.endsWith(SUFFIX)) {
                directory.unlink(entry);
            }
        }
    }
}
