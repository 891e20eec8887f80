package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A signal to one process whose identity was recorded before; never to a group, never by name. */
public enum Signal {
    TERM,
    INT,
    HUP,
    STOP,
    CONT,
    KILL;

    /** Sends it, unless the process is gone or has been followed by another one. */
    boolean send(ProcId target) {
        if (target.pid() <= 1
                || Proc.stat(target.pid())
                        .filter(s -> s.startTicks() == target.startTicks())
                        .isEmpty()) {
            return false;
        }
        try {
            Process kill = new ProcessBuilder(
                            "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name(), Long.toString(target.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("cannot send a signal", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
