package dev.gatelock.windows.internal.files;

import dev.gatelock.spi.OpenMode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The JDK's own calls. Decides nothing. */
public final class NioFiles implements FileCalls {
    private final Set<? extends OpenOption> noDelete;
    private final Undisturbed undisturbed = new Undisturbed();

    /** With the option that keeps others from deleting; only Windows knows it, elsewhere opening fails. */
    public static NioFiles ofThisSystem() {
        return new NioFiles(Set.of(noShareDelete()));
    }

    /** By name, since newer compilers warn of its package, and warnings are errors here. */
    private static OpenOption noShareDelete() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option instanceof OpenOption found && option.toString().equals("NOSHARE_DELETE")) {
                    return found;
                }
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK lacks the module jdk.unsupported", e);
        }
        throw new IllegalStateException("this JDK has no NOSHARE_DELETE");
    }

    /**
     * @param noDelete what {@link FileCalls.Sharing#NO_DELETE} adds to an open; nothing on systems that cannot do it
     */
    NioFiles(Set<? extends OpenOption> noDelete) {
        this.noDelete = noDelete;
    }

    @Override
    public FileHandle open(Path file, OpenMode mode, Sharing sharing) throws IOException {
        Set<OpenOption> options = new HashSet<>(options(mode));
        options.add(LinkOption.NOFOLLOW_LINKS);
        if (sharing == Sharing.NO_DELETE) {
            options.addAll(noDelete);
        }
        return new NioHandle(FileChannel.open(file, options), undisturbed);
    }

    private static Set<OpenOption> options(OpenMode mode) {
        switch (mode) {
            case READ:
                return Set.of(StandardOpenOption.READ);
            case READ_WRITE:
                return Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case CREATE_NEW:
            case CREATE_NEW_READABLE:
                return Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
            default:
                return Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    @Override
    public BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Path realPath(Path file, LinkOption... options) throws IOException {
        return file.toRealPath(options);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        }
        return names;
    }

    /** ATOMIC_MOVE is one {@code MoveFileEx} that replaces; REPLACE_EXISTING would delete the target first. */
    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public Volume volume(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return new Volume(
                store.getUsableSpace(), store.isReadOnly() ? Volume.Access.READ_ONLY : Volume.Access.WRITABLE);
    }
}
