package dev.gatelock.doubles;

import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;

/** A file or the directory itself. */
final class Node {
    final FileId id;
    final FileStat.Kind kind;
    byte[] content = new byte[0];
    /** Who has the lock: one of our descriptors, or a {@link Long}, the pid of a foreign process. Null if nobody has. */
    Object locker;

    boolean readableByAll;
    int links = 1;

    Node(FileId id, FileStat.Kind kind) {
        this.id = id;
        this.kind = kind;
    }

    FileStat stat() {
        return new FileStat(id, kind, links, content.length, KnownProcesses.UID);
    }
}
