package dev.gatelock.sim;

import dev.gatelock.spi.FileStat;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A file or directory, whatever its names are. */
final class Inode {
    final long number;
    final FileStat.Kind kind;
    final long uid;
    /** Permission bits of owner and others, as in {@code 0600}. */
    int mode;

    int links;
    byte[] data = {};
    /** Hash of {@link #data} in which random tokens are named by who wrote them. */
    long dataHash;
    /** Children, for a directory. */
    final NavigableMap<String, Inode> entries = new TreeMap<>();
    /** Descriptions that hold a flock: one exclusive or several shared. */
    final List<Description> lockers = new ArrayList<>();
    /** Every description of it. */
    final List<Description> opened = new ArrayList<>();
    /** Windows: removed, and somebody has it open still. */
    boolean deletePending;

    Inode(long number, FileStat.Kind kind, long uid, int mode) {
        this.number = number;
        this.kind = kind;
        this.uid = uid;
        this.mode = mode;
    }

    boolean isDirectory() {
        return kind == FileStat.Kind.DIRECTORY;
    }

    long size() {
        return isDirectory() ? entries.size() : data.length;
    }
}
