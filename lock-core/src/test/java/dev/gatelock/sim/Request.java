package dev.gatelock.sim;

/**
 * A port call that a process is about to make.
 *
 * @param op what
 * @param subject on what, for people and for the rules
 * @param inode the file that the caller's descriptor means, or the one that is looked for; null if it is told by name only
 * @param own the caller's descriptor; null if it uses none
 */
record Request(Op op, String subject, Inode inode, Description own) {
    static Request of(Op op, String subject) {
        return new Request(op, subject, null, null);
    }

    static Request by(Op op, String subject, Description own) {
        return new Request(op, subject, own.inode, own);
    }

    static Request about(Op op, String subject, Inode inode) {
        return new Request(op, subject, inode, null);
    }
}
