package dev.gatelock.sim;

/** An open file description: what {@code flock} belongs to. Several descriptors of several processes can share one. */
final class Description {
    final Inode inode;
    final Access access;
    /** The name it was opened by, which may mean another file by now. */
    final String name;

    Lock lock = Lock.NONE;
    /** Who called flock; stays when only an inheritor is left. */
    SimProcess takenBy;
    /** Windows: others may delete and rename it meanwhile. */
    boolean sharesDelete = true;
    /** Descriptors that refer to it. */
    int references;

    Description(Inode inode, Access access, String name) {
        this.inode = inode;
        this.access = access;
        this.name = name;
    }

    @Override
    public String toString() {
        return "ino " + inode.number;
    }

    enum Access {
        READ,
        WRITE,
        APPEND,
        DIRECTORY
    }

    enum Lock {
        NONE,
        SHARED,
        EXCLUSIVE
    }
}
