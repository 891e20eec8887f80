package dev.gatelock.conformance.drive;

import java.util.Map;

/** A process that cannot be mistaken for a later one with the same pid: pid and start time in clock ticks. */
public record ProcId(long pid, long startTicks) {

    /** Its number and its command line, for people. */
    public String describe() {
        return (pid + " " + Proc.command(pid)).strip();
    }

    /** Whether it exists and is neither dead nor dying. */
    public boolean lives() {
        return Proc.stat(pid)
                .filter(s -> s.startTicks() == startTicks && !s.dead() && !s.exiting())
                .isPresent();
    }

    /** Whether somebody who is not dead has that number now. */
    public static boolean alive(long pid) {
        return Proc.lives(pid);
    }

    /** Whether it is there at all: alive, ending, or dead and not reaped. */
    public boolean exists() {
        return Proc.stat(pid).filter(s -> s.startTicks() == startTicks).isPresent();
    }

    /** Whether nothing of it holds anything any more; it may still wait to be reaped. */
    public boolean gone() {
        return !exists() || zombie() && Proc.threads(pid) < 2;
    }

    /** What the kernel says of it under the keys of a record: boot, PID namespace, user; empty where there is no telling. */
    public Map<String, Object> kernelSays() {
        return Proc.kernelSays(pid);
    }

    /** Whether it is stopped by a signal, with a tracer or without. */
    public boolean stopped() {
        return Proc.stat(pid)
                .filter(s -> s.startTicks() == startTicks && (s.state() == 'T' || s.state() == 't'))
                .isPresent();
    }

    /** Whether it is dead and waits for its parent. */
    public boolean zombie() {
        return Proc.stat(pid)
                .filter(s -> s.startTicks() == startTicks && s.state() == 'Z')
                .isPresent();
    }
}
