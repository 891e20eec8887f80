package dev.gatelock.windows.doubles;

import dev.gatelock.spi.OpenMode;
import dev.gatelock.windows.doubles.NodeAttributes.Type;
import dev.gatelock.windows.doubles.WindowsDisk.Node;
import dev.gatelock.windows.internal.files.FileCalls;
import dev.gatelock.windows.internal.files.FileHandle;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** One process's calls on a {@link WindowsDisk}, with the exceptions that the JDK makes of the system's error numbers. */
final class DiskCalls implements FileCalls {
    private final WindowsDisk disk;
    private final String process;

    DiskCalls(WindowsDisk disk, String process) {
        this.disk = disk;
        this.process = process;
    }

    @Override
    public FileHandle open(Path file, OpenMode mode, Sharing sharing) throws IOException {
        Node node = disk.node(file);
        if (node == null && (mode == OpenMode.CREATE_NEW || mode == OpenMode.APPEND)) {
            node = create(file);
        } else if (node == null) {
            throw new NoSuchFileException(file.toString());
        } else if (node.deletePending || node.type == Type.DIRECTORY) {
            throw new AccessDeniedException(file.toString());
        } else if (mode == OpenMode.CREATE_NEW) {
            throw new FileAlreadyExistsException(file.toString());
        } else if (node.type != Type.FILE || node.exclusive) {
            throw new FileSystemException(file.toString());
        }
        DiskHandle handle = new DiskHandle(disk, node, process, mode, sharing);
        node.open.add(handle);
        return handle;
    }

    private Node create(Path file) throws IOException {
        if (disk.node(file.getParent()) == null) {
            throw new NoSuchFileException(file.toString());
        }
        if (disk.volume.access() == Volume.Access.READ_ONLY) {
            throw new FileSystemException(file.toString());
        }
        disk.put(file, Type.FILE, new byte[0]);
        return disk.node(file);
    }

    private Node existing(Path path) throws IOException {
        Node node = disk.node(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node.deletePending) {
            throw new AccessDeniedException(path.toString());
        }
        return node;
    }

    @Override
    public BasicFileAttributes attributes(Path file) throws IOException {
        Node node = existing(file);
        return new NodeAttributes(node.type, node.bytes.length);
    }

    @Override
    public Path realPath(Path file, LinkOption... options) throws IOException {
        return existing(file).stored;
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        Path stored = existing(directory).stored;
        return disk.nodes.values().stream()
                .filter(node -> stored.equals(node.stored.getParent()))
                .map(node -> node.stored.getFileName().toString())
                .toList();
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Node source = existing(from);
        if (source.exclusive || source.open.stream().anyMatch(handle -> handle.sharing == Sharing.NO_DELETE)) {
            throw new FileSystemException(from.toString(), to.toString(), null);
        }
        Node target = disk.node(to);
        boolean targetInUse =
                target != null && (target.type != Type.FILE || target.exclusive || !target.open.isEmpty());
        if (targetInUse || (source.type == Type.DIRECTORY && disk.openBelow(source.stored))) {
            throw new AccessDeniedException(from.toString(), to.toString(), null);
        }
        disk.nodes.remove(WindowsDisk.key(from));
        disk.put(to, source.type, source.bytes);
    }

    @Override
    public void delete(Path file) throws IOException {
        Node node = existing(file);
        if (node.exclusive || node.open.stream().anyMatch(handle -> handle.sharing == Sharing.NO_DELETE)) {
            throw new FileSystemException(file.toString());
        }
        if (node.type == Type.DIRECTORY && !list(file).isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        node.deletePending = true;
        disk.sweepPending();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        if (directory == null) {
            return;
        }
        Node node = disk.node(directory);
        if (node == null) {
            createDirectories(directory.getParent());
            disk.put(directory, Type.DIRECTORY, new byte[0]);
        } else if (node.type == Type.FILE) {
            throw new FileAlreadyExistsException(directory.toString());
        }
    }

    @Override
    public Volume volume(Path directory) {
        return disk.volume;
    }
}
