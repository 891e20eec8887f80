package dev.gatelock.posix.internal.proc;

import dev.gatelock.posix.internal.libc.RawStat;
import dev.gatelock.spi.FileId;
import java.io.IOException;

/**
 * What {@code /proc/self/mountinfo} says about file systems (proc_pid_mountinfo(5)). Only asked when an answer would
 * otherwise be doubtful.
 */
public final class Mounts {
    private final String text;

    private Mounts(String text) {
        this.text = text;
    }

    /** The present mounts; none if they cannot be read. */
    public static Mounts of(ProcFs proc) {
        try {
            return new Mounts(proc.text("self/mountinfo"));
        } catch (IOException e) {
            return new Mounts("");
        }
    }

    /**
     * Whether the file's device number is that of a mounted file system, so that it can be compared with the one in the lock
     * table. On btrfs subvolumes and some overlays {@code stat} shows another one.
     */
    boolean knowsDevice(Inode inode) {
        return lineOf(inode.device()) >= 0;
    }

    /** Whether the file is on a file system whose locks may be kept by a server and not by this kernel. */
    public boolean keepsLocksElsewhere(FileId id) {
        Inode inode = Inode.of(id);
        int line = inode == null ? -1 : lineOf(inode.device());
        if (line < 0) {
            return false;
        }
        String type = type(line);
        return type.startsWith("fuse") && !type.equals("fuseblk")
                || type.startsWith("nfs")
                || type.equals("cifs")
                || type.equals("smb3")
                || type.equals("9p")
                || type.equals("ceph")
                || type.equals("lustre")
                || type.equals("gfs2")
                || type.equals("ocfs2");
    }

    /** Whether {@code /proc} is, or may be, mounted so that other users' processes are not shown to everybody. */
    boolean hidesProcesses() {
        if (text.isEmpty()) {
            return true;
        }
        for (int line = 0; line < text.length(); line = Text.lineEnd(text, line) + 1) {
            int end = Text.lineEnd(text, line);
            if (type(line).equals("proc") && fieldIs(line, 4, "/proc")) {
                int option = text.indexOf("hidepid=", line);
                return option >= 0
                        && option < end
                        && !text.startsWith("0", option + 8)
                        && !text.startsWith("off", option + 8);
            }
        }
        return false;
    }

    private int lineOf(long device) {
        String wanted = RawStat.major(device) + ":" + RawStat.minor(device);
        for (int line = 0; line < text.length(); line = Text.lineEnd(text, line) + 1) {
            if (fieldIs(line, 2, wanted)) {
                return line;
            }
        }
        return -1;
    }

    private boolean fieldIs(int line, int field, String wanted) {
        int start = line;
        for (int i = 0; i < field; i++) {
            start = Text.wordStart(text, Text.wordEnd(text, start));
        }
        return Text.wordEnd(text, start) - start == wanted.length() && text.startsWith(wanted, start);
    }

    /** The word after the lone dash. */
    private String type(int line) {
        int dash = text.indexOf(" - ", line);
        if (dash < 0 || dash > Text.lineEnd(text, line)) {
            return "";
        }
        return text.substring(dash + 3, Text.wordEnd(text, dash + 3));
    }
}
