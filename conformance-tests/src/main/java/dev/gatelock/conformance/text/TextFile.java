package dev.gatelock.conformance.text;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Files that are named on the command line, and what is wrong with them in words instead of names of classes. */
public final class TextFile {

    /** The results of a run of everything have about 100 KB. */
    private static final long LIMIT = 16 << 20;

    private TextFile() {}

    /**
     * The whole text of a regular file; whatever else it is (a pipe would block, a device has no end) is told.
     *
     * @throws IOException whose message is a clause that follows the file's name, such as "is a folder"
     */
    public static String read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("is a folder");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("is no regular file");
        }
        try {
            if (Files.size(file) > LIMIT) {
                throw new IOException("is larger than " + (LIMIT >> 20) + " MiB");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8 text", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot be read: " + why(e), e);
        }
    }

    /** The reason, for people. */
    public static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return "a file is where a folder should be";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
