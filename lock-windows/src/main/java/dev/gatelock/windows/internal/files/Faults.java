package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.Fault;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/**
 * From exceptions to faults, by type and never by message: the texts differ between Windows versions, languages and Wine.
 * The JDK has no type for "disk full" or "write-protected", so the volume is asked. Stateless.
 */
final class Faults {
    /** A volume with less than one cluster left cannot take a record. */
    private static final long CLUSTER = 4096;

    private Faults() {}

    /** A sharing violation, or any error that the JDK has no type for. */
    static boolean untyped(IOException e) {
        return e.getClass() == FileSystemException.class;
    }

    /** What may go away by itself. */
    static boolean passing(IOException e) {
        return e instanceof AccessDeniedException || untyped(e);
    }

    /** By the type alone. */
    static PortException of(IOException e, String operation, Path subject) {
        return exception(fault(e), e, operation, subject);
    }

    /** As {@link #of}, but if the type says nothing, the volume may. */
    static PortException ofWriting(IOException e, String operation, Path subject, long bytes, FileCalls calls) {
        Fault fault = fault(e);
        return exception(fault == Fault.IO ? ofVolume(subject, bytes, calls) : fault, e, operation, subject);
    }

    static PortException exception(Fault fault, IOException e, String operation, Path subject) {
        PortException port = new PortException(fault, operation, subject.toString(), why(e));
        port.initCause(e);
        return port;
    }

    /** For people, so without the names of classes; the system's own words where it has some. */
    private static String why(IOException e) {
        if (e instanceof FileSystemException told && told.getReason() != null) {
            return told.getReason();
        }
        if (e instanceof FileSystemException) {
            return switch (fault(e)) {
                case NOT_FOUND -> "it is not there";
                case EXISTS -> "it is there already";
                case PERMISSION -> "access denied";
                case NOT_REGULAR -> "it is not what was expected";
                default -> "refused by the system";
            };
        }
        return e.getMessage() == null ? "input/output error" : e.getMessage();
    }

    private static Fault fault(IOException e) {
        if (e instanceof NoSuchFileException) {
            return Fault.NOT_FOUND;
        }
        if (e instanceof FileAlreadyExistsException) {
            return Fault.EXISTS;
        }
        if (e instanceof AccessDeniedException) {
            return Fault.PERMISSION;
        }
        if (e instanceof NotDirectoryException || e instanceof DirectoryNotEmptyException) {
            return Fault.NOT_REGULAR;
        }
        return e instanceof AtomicMoveNotSupportedException ? Fault.UNSUPPORTED : Fault.IO;
    }

    private static Fault ofVolume(Path subject, long bytes, FileCalls calls) {
        Path directory = subject.getParent();
        try {
            FileCalls.Volume volume = calls.volume(directory == null ? subject : directory);
            if (volume.access() == FileCalls.Volume.Access.READ_ONLY) {
                return Fault.READ_ONLY;
            }
            return volume.usable() < Math.max(bytes, CLUSTER) ? Fault.NO_SPACE : Fault.IO;
        } catch (IOException e) {
            return Fault.IO;
        }
    }
}
