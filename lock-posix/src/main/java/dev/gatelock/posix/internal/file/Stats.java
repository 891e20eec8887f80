package dev.gatelock.posix.internal.file;

import dev.gatelock.posix.internal.libc.Abi;
import dev.gatelock.posix.internal.libc.Errno;
import dev.gatelock.posix.internal.libc.RawStat;
import dev.gatelock.posix.internal.libc.Sys;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.PortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * What files are. There are two ways to ask, with equal answers: through the JDK, which costs no native code, and through
 * statx, which is exact about descriptors and costs one system call.
 */
final class Stats {
    private static final String ATTRIBUTES = "unix:dev,ino,nlink,mode,uid,size";
    private static final int TYPE = 0xf000;

    private Stats() {}

    /** By path, without native code; a link is reported as itself. */
    static FileStat ofPath(Path path) throws PortException {
        return toStat(ask(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** By path, without native code; links are followed. */
    static FileStat ofTarget(Path path) throws PortException {
        return toStat(ask(path));
    }

    /** Of an open descriptor. */
    static FileStat ofDescriptor(Sys sys, int descriptor, String subject) throws PortException {
        int[] result = new int[1];
        RawStat raw = Abi.CURRENT.isLinux() ? sys.stat(descriptor, result) : null;
        if (raw == null) {
            if (Abi.CURRENT.isLinux() && !noStatx(result[0])) {
                throw Errno.failure(result[0], "stat", subject);
            }
            raw = ask(Descriptors.path(descriptor));
        }
        return toStat(raw);
    }

    /** Of a name in an open directory; a link is reported as itself. */
    static FileStat ofName(Sys sys, int directory, Path directoryPath, String name) throws PortException {
        if (!Abi.CURRENT.isLinux()) {
            return ofPath(directoryPath.resolve(name));
        }
        int[] result = new int[1];
        RawStat raw = sys.stat(directory, name, result);
        if (raw == null) {
            if (noStatx(result[0])) {
                return ofPath(Descriptors.path(directory).resolve(name));
            }
            throw Errno.failure(result[0], "stat", directoryPath + "/" + name);
        }
        return toStat(raw);
    }

    /** Old kernels and C libraries do not have statx, and old container filters answer EPERM, which stat never does. */
    private static boolean noStatx(int result) {
        return Errno.ENOSYS.is(result) || Errno.EPERM.is(result);
    }

    private static RawStat ask(Path path, LinkOption... options) throws PortException {
        try {
            Map<String, Object> map = Files.readAttributes(path, ATTRIBUTES, options);
            return new RawStat(
                    number(map, "dev"),
                    number(map, "ino"),
                    (int) number(map, "mode"),
                    (int) number(map, "nlink"),
                    number(map, "size"),
                    number(map, "uid") & 0xffffffffL);
        } catch (IOException e) {
            throw JdkFaults.translate(e, "stat", path);
        }
    }

    private static long number(Map<String, Object> map, String key) {
        return ((Number) map.get(key)).longValue();
    }

    private static FileStat toStat(RawStat raw) {
        FileStat.Kind kind;
        switch (raw.mode() & TYPE) {
            case 0x8000:
                kind = FileStat.Kind.REGULAR;
                break;
            case 0x4000:
                kind = FileStat.Kind.DIRECTORY;
                break;
            case 0xa000:
                kind = FileStat.Kind.SYMLINK;
                break;
            default:
                kind = FileStat.Kind.OTHER;
        }
        return new FileStat(FileId.ofInode(raw.device(), raw.inode()), kind, raw.links(), raw.size(), raw.uid());
    }
}
