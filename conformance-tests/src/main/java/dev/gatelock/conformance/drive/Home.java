package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One home directory: what the subject is told, and what the harness sees and does there. */
public final class Home {

    public static final String STATE = "gateway_state.json";
    /** The ledger of starts. */
    public static final String STARTS = "gateway-starts.log";
    /** The lock that serialises replacers. */
    public static final String TAKEOVER = "gateway.takeover";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final int LONGEST_TEXT = 65_536;

    private final Path path;
    private final Path view;
    private final String given;
    private final Manifest manifest;
    /** What was last written into the lock file from here. */
    private byte[] planted;

    Home(Path path, Path view, Manifest manifest) {
        this(path, view, manifest, path.toString());
    }

    private Home(Path path, Path view, Manifest manifest, String given) {
        this.path = path;
        this.view = view;
        this.manifest = manifest;
        this.given = given;
    }

    /** Whether the pids that the subject speaks of are those of the harness. */
    boolean localPids() {
        return manifest.has(Feature.LOCAL_PIDS);
    }

    /** The same directory in the eyes of another subject: its commands, its variables, its file names. */
    public Home as(Manifest other) {
        return new Home(path, view, other);
    }

    /** The same directory, given to the subject in that spelling. */
    public Home spelled(String text) {
        return new Home(path, view, manifest, text);
    }

    /** The path as the subject is given it. */
    public String given() {
        return given;
    }

    /** Whose commands are run in it. */
    public Manifest manifest() {
        return manifest;
    }

    /** The path which the subject is given. */
    public Path path() {
        return path;
    }

    /** The same directory as the harness reaches it. */
    public Path view() {
        return view;
    }

    public Path file(String name) {
        return view.resolve(name);
    }

    public String pidName() {
        return manifest.file("pid").orElse("gateway.pid");
    }

    public String lockName() {
        return manifest.file("lock").orElse("gateway.lock");
    }

    public Path pid() {
        return file(pidName());
    }

    public Path lock() {
        return file(lockName());
    }

    public boolean has(String name) {
        return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    public Home create() {
        try {
            for (Path folder : folders()) {
                Files.createDirectories(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** The home, and the folders in it that the files of the subject lie in. */
    private Set<Path> folders() {
        return new LinkedHashSet<>(List.of(view, pid().getParent(), lock().getParent()));
    }

    /** The owner's record, when there is one that can be read. */
    public Optional<OwnerRecord> record() {
        return text(pidName()).flatMap(OwnerRecord::parse);
    }

    /** The JSON object in that file; empty when there is no file. */
    public Map<?, ?> object(String name) {
        return Json.read(text(name).orElse("{}")) instanceof Map<?, ?> map ? map : Map.of();
    }

    public Optional<String> text(String name) {
        try {
            return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(new String(Files.readAllBytes(file(name)), StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes into the file itself, so that its inode stays; 0600 when it is new. */
    public void overwrite(String name, byte[] bytes) {
        try {
            boolean fresh = !has(name);
            Files.createDirectories(file(name).getParent());
            Files.write(
                    file(name),
                    bytes,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            if (fresh) {
                mode(name, "rw-------");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void overwrite(String name, String text) {
        overwrite(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What an earlier owner might have left: this text in the record, and in the lock file too where it carries a copy. */
    public void leftover(OwnerRecord record) {
        leftover(record.text().getBytes(StandardCharsets.UTF_8));
    }

    public void leftover(byte[] bytes) {
        boolean copied = !lockName().equals(pidName()) && carriesCopy();
        overwrite(pidName(), bytes);
        if (copied) {
            overwrite(lockName(), bytes);
            planted = bytes;
        }
    }

    /** A lock file may be anything, a database for instance: only what is a record there is written over. */
    private boolean carriesCopy() {
        if (!has(lockName())) {
            return manifest.has(Feature.PRIVATE_FILES);
        }
        return text(lockName())
                .filter(text -> OwnerRecord.parse(text).isPresent()
                        || Arrays.equals(planted, text.getBytes(StandardCharsets.ISO_8859_1)))
                .isPresent();
    }

    /** Whether the record says anything, in whatever format. */
    public boolean hasRecord() {
        return !text(pidName()).orElse("").isBlank();
    }

    /** Whether the record is a file of its own, so that its removal leaves the lock alone. */
    public boolean recordIsNoLock() {
        return !lockName().equals(pidName());
    }

    /** Whether the record, in whatever format, names that one. */
    public boolean recordNames(Actor owner) {
        Optional<OwnerRecord> record = record();
        return record.isPresent()
                ? owner.owns(record.get().pid())
                : NUMBER.matcher(text(pidName()).orElse(""))
                        .results()
                        .anyMatch(number -> owner.owns(Long.parseLong(number.group())));
    }

    /** Whether the state file is that one's, and says that. */
    public boolean stateSays(Actor owner, String phase) {
        Map<?, ?> state = object(STATE);
        return phase.equals(state.get("gateway_state"))
                && state.get("pid") instanceof Number pid
                && owner.owns(pid.longValue());
    }

    public void delete(String name) {
        try {
            if (Files.isDirectory(file(name), LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> inside = Files.walk(file(name))) {
                    for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(path);
                    }
                }
            }
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A scenario starts more often than a service would: without the ledger of starts there is no respawn storm to wait for. */
    void forgetStarts() {
        try {
            Files.deleteIfExists(view.resolve(STARTS));
        } catch (IOException e) {
            Thread.yield(); // a home that cannot be written has no storm either
        }
    }

    public void mode(String name, String permissions) {
        try {
            Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
            for (Path path : name.isEmpty() ? folders() : Set.of(file(name))) {
                Files.setPosixFilePermissions(path, set);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void owner(String name, int uid) {
        try {
            for (Path path : name.isEmpty() ? folders() : Set.of(file(name))) {
                Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long inode(String name) {
        try {
            return (Long) Files.getAttribute(file(name), "unix:ino", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code rw-------} and so on; empty when the file is not there. */
    public String modeOf(String name) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file(name), LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Every name with inode, mode, modification time and content: equal snapshots mean that nothing was touched. A file that
     * goes while it is looked at, as temporary ones do, is not there.
     */
    public Map<String, String> snapshot() {
        Map<String, String> result = new TreeMap<>();
        try {
            Files.walkFileTree(view, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    return visitFile(folder, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = view.relativize(file).toString();
                    if (!name.isEmpty()) {
                        attributes(file)
                                .ifPresent(unix ->
                                        result.put(name, unix + " " + text(name).orElse("-")));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** The files that are there, by their paths in the home. */
    public List<String> names() {
        try (Stream<Path> files = Files.walk(view, 4)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> view.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static Optional<Map<String, Object>> attributes(Path file) throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(file, "unix:ino,mode,lastModifiedTime,size", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What the small text files say of the time, start times excepted, is moved into the past by that much. */
    public void backdateText(Duration by) {
        for (String name : snapshot().keySet()) {
            text(name)
                    .filter(text -> text.length() < LONGEST_TEXT)
                    .filter(text -> !Times.backdated(text, Instant.now(), by).equals(text))
                    .ifPresent(text -> {
                        FileTime dated = modified(name);
                        overwrite(name, Times.backdated(text, Instant.now(), by).getBytes(StandardCharsets.ISO_8859_1));
                        date(name, dated);
                    });
        }
    }

    /** Makes every file as old, or as new, as that. */
    public void date(Instant when) {
        for (String name : snapshot().keySet()) {
            try {
                Files.setLastModifiedTime(file(name), FileTime.from(when));
            } catch (NoSuchFileException e) {
                continue; // a temporary one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private FileTime modified(String name) {
        try {
            return Files.getLastModifiedTime(file(name), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void date(String name, FileTime when) {
        try {
            Files.setLastModifiedTime(file(name), when);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
