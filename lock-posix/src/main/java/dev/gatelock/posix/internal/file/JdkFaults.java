package dev.gatelock.posix.internal.file;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * Categories of the JDK's exceptions, for the calls that are made without native code.
 *
 * <p>The JDK has no type for the errors below the first five; it gives the C library's words, which the process's locale may
 * translate. An error that is not recognised becomes {@link Fault#IO}, which fails closed like the others.
 */
final class JdkFaults {
    private JdkFaults() {}

    static PortException translate(IOException trouble, String operation, Path subject) {
        if (trouble instanceof PortException) {
            return (PortException) trouble;
        }
        Fault fault = fault(trouble);
        PortException translated = new PortException(fault, operation, subject.toString(), words(trouble));
        translated.initCause(trouble);
        return translated;
    }

    private static Fault fault(IOException trouble) {
        if (trouble instanceof NoSuchFileException) {
            return Fault.NOT_FOUND;
        }
        if (trouble instanceof AccessDeniedException) {
            return Fault.PERMISSION;
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return Fault.EXISTS;
        }
        if (trouble instanceof NotDirectoryException) {
            return Fault.NOT_REGULAR;
        }
        String words = words(trouble);
        if (words.contains("Too many levels of symbolic links")) {
            return Fault.SYMLINK;
        }
        if (words.contains("Not a directory") || words.contains("Is a directory") || words.contains("No such device")) {
            return Fault.NOT_REGULAR;
        }
        if (words.contains("No space left") || words.contains("quota exceeded")) {
            return Fault.NO_SPACE;
        }
        if (words.contains("Read-only file system")) {
            return Fault.READ_ONLY;
        }
        if (words.contains("Too many open files")) {
            return Fault.NO_DESCRIPTORS;
        }
        return Fault.IO;
    }

    private static String words(IOException trouble) {
        String words = trouble instanceof FileSystemException
                ? ((FileSystemException) trouble).getReason()
                : trouble.getMessage();
        return words == null ? trouble.getClass().getSimpleName() : words;
    }
}
