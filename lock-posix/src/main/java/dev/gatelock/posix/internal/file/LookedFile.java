package dev.gatelock.posix.internal.file;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.LockAttempt;
import dev.gatelock.spi.LockShown;
import dev.gatelock.spi.OpenFile;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;

/** A file opened by the JDK, to read without native code. It cannot be locked or written. */
final class LookedFile implements OpenFile {
    private final Path path;
    private final FileStat atOpening;
    private final SeekableByteChannel channel;

    private LookedFile(Path path, FileStat atOpening, SeekableByteChannel channel) {
        this.path = path;
        this.atOpening = atOpening;
        this.channel = channel;
    }

    /**
     * Opens a regular file.
     *
     * <p>The JDK cannot ask for {@code O_NONBLOCK} and does not show which inode it opened, so the name is looked at before
     * and after. What remains: a name that is exchanged for a FIFO between the first look and the opening makes this call
     * wait for a writer, and one that is exchanged twice, back to the first file after the opening, is read as the file in
     * between. Both need somebody with write access to the directory, and what is read is a hint for display anyway (I2).
     */
    static LookedFile open(Path path) throws PortException {
        FileStat before = Stats.ofPath(path);
        for (int attempt = 0; attempt < 8; attempt++) {
            requireRegular(path, before);
            SeekableByteChannel channel;
            try {
                channel = Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            } catch (IOException e) {
                throw JdkFaults.translate(e, "open", path);
            }
            FileStat after;
            try {
                after = Stats.ofPath(path);
            } catch (PortException e) {
                closeQuietly(channel);
                throw e;
            }
            if (after.id().value().equals(before.id().value())) {
                return new LookedFile(path, before, channel);
            }
            closeQuietly(channel);
            before = after;
        }
        throw new PortException(Fault.IO, "open", path.toString(), "the name keeps meaning another file");
    }

    private static void requireRegular(Path path, FileStat stat) throws PortException {
        if (stat.kind() == FileStat.Kind.SYMLINK) {
            throw new PortException(Fault.SYMLINK, "open", path.toString(), "a symbolic link");
        }
        if (stat.kind() != FileStat.Kind.REGULAR) {
            throw new PortException(Fault.NOT_REGULAR, "open", path.toString(), "not a regular file");
        }
    }

    /** The identity seen at the opening, with the present length. */
    @Override
    public FileStat stat() throws PortException {
        try {
            return new FileStat(atOpening.id(), atOpening.kind(), atOpening.links(), channel.size(), atOpening.uid());
        } catch (IOException e) {
            throw JdkFaults.translate(e, "stat", path);
        }
    }

    @Override
    public byte[] read(int limit) throws PortException {
        try {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(limit, channel.size() + 1));
            channel.position(0);
            while (true) {
                if (channel.read(buffer) < 0 || buffer.position() == limit) {
                    return Arrays.copyOf(buffer.array(), buffer.position());
                }
                if (!buffer.hasRemaining()) { // it is growing under us
                    int larger = (int) Math.min(limit, 2L * buffer.capacity());
                    buffer = ByteBuffer.allocate(larger).put(buffer.flip());
                }
            }
        } catch (IOException e) {
            throw JdkFaults.translate(e, "read", path);
        }
    }

    @Override
    public LockAttempt tryLock() throws PortException {
        throw readOnly("flock");
    }

    @Override
    public LockShown lockShown() {
        return LockShown.NO;
    }

    @Override
    public void overwrite(byte[] content) throws PortException {
        throw readOnly("write");
    }

    @Override
    public void append(byte[] content) throws PortException {
        throw readOnly("write");
    }

    @Override
    public void truncate(long length) throws PortException {
        throw readOnly("truncate");
    }

    @Override
    public void sync() throws PortException {
        throw readOnly("fsync");
    }

    private PortException readOnly(String operation) {
        return new PortException(
                Fault.UNSUPPORTED, operation, path.toString(), "opened through a view, for reading only");
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }

    private static void closeQuietly(SeekableByteChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // nothing was written, nothing can be lost
        }
    }
}
