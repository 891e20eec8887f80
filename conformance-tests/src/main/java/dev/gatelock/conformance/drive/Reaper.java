package dev.gatelock.conformance.drive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ends what is left when the harness itself is killed. A shell outside of its session waits for the end of a pipe that only
 * the harness holds; then it kills every process that carries the mark of this run in its environment, which nothing else
 * on the machine does, and removes the folders of this run.
 */
final class Reaper {

    private static final String RUN = UUID.randomUUID().toString();
    private static final AtomicLong STAGES = new AtomicLong();
    private static final String WATCH =
            """
            cat >/dev/null
            round=0
            while [ "$round" -lt 100 ]; do
              pids=$(grep -lsa -- "$1" /proc/[0-9]*/environ | tr -dc '0-9\\n')
              [ -n "$pids" ] || break
              kill -s KILL $pids 2>/dev/null
              sleep 0.05
              round=$((round + 1))
            done
            for folder in "$2"*; do
              [ -d "$folder" ] && rm -rf -- "$folder"
            done
            exit 0
            """;

    private static OutputStream lifeline;

    private Reaper() {}

    /** A mark for the processes of one stage; no mark is part of another one. */
    static String mark() throws IOException {
        watch();
        return RUN + "." + STAGES.incrementAndGet() + ".";
    }

    /** How the names of this run's folders begin. */
    static String prefix() {
        return "conformance-" + RUN.substring(0, 8) + "-";
    }

    private static synchronized void watch() throws IOException {
        if (lifeline == null) {
            lifeline = new ProcessBuilder(List.of(
                            "setsid",
                            "/bin/sh",
                            "-c",
                            WATCH,
                            "sh",
                            Stage.MARK + "=" + RUN,
                            System.getProperty("java.io.tmpdir") + "/" + prefix()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream();
        }
    }
}
