package dev.gatelock.posix.internal.proc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds one file's entries in the text of {@code /proc/locks}. */
final class LockList {
    private LockList() {}

    /**
     * The flocks on an inode.
     *
     * <p>Inode numbers are compared first. The device decides between entries of the same number on several file systems,
     * but only if the file's own device number is one the table could show: on btrfs it never is.
     */
    static List<LockLine> of(byte[] table, Inode inode, ProcFs proc) {
        String text = new String(table, StandardCharsets.ISO_8859_1);
        String number = ":" + inode.number() + " ";
        List<LockLine> found = new ArrayList<>(2);
        boolean exact = false;
        for (int at = text.indexOf(number); at >= 0; at = text.indexOf(number, at + 1)) {
            int start = text.lastIndexOf('\n', at) + 1;
            LockLine line = LockLine.parse(text, start, Text.lineEnd(text, at));
            if (line != null && line.inode() == inode.number()) {
                found.add(line);
                exact |= inode.onDeviceOf(line);
            }
        }
        return !found.isEmpty() && (exact || Mounts.of(proc).knowsDevice(inode)) ? onDevice(found, inode) : found;
    }

    private static List<LockLine> onDevice(List<LockLine> lines, Inode inode) {
        List<LockLine> kept = new ArrayList<>(lines.size());
        for (LockLine line : lines) {
            if (inode.onDeviceOf(line)) {
                kept.add(line);
            }
        }
        return kept;
    }
}
