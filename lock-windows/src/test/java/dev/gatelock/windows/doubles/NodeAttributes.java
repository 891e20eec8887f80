package dev.gatelock.windows.doubles;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Attributes as the JDK gives them on Windows: without a file key.
 *
 * @param type what it is
 * @param size in bytes
 */
public record NodeAttributes(Type type, long size) implements BasicFileAttributes {
    /** What a name can be. */
    public enum Type {
        /** An ordinary file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A junction, which is a directory and something else. */
        JUNCTION
    }

    @Override
    public Object fileKey() {
        return null;
    }

    @Override
    public boolean isRegularFile() {
        return type == Type.FILE;
    }

    @Override
    public boolean isDirectory() {
        return type == Type.DIRECTORY || type == Type.JUNCTION;
    }

    @Override
    public boolean isSymbolicLink() {
        return type == Type.LINK;
    }

    @Override
    public boolean isOther() {
        return type == Type.JUNCTION;
    }

    @Override
    public FileTime lastModifiedTime() {
        return FileTime.fromMillis(0);
    }

    @Override
    public FileTime lastAccessTime() {
        return FileTime.fromMillis(0);
    }

    @Override
    public FileTime creationTime() {
        return FileTime.fromMillis(0);
    }
}
