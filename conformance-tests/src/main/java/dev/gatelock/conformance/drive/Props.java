package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.history.Event.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the props of one stage; they all end with it. */
public final class Props {

    private static final String HOLD =
            """
            import fcntl, os, sys
            for p in sys.argv[1:]:
                fd = os.open(p, os.O_RDONLY if os.path.isdir(p) else os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                os.set_inheritable(fd, True)
            os.write(1, b'ready\\n')
            sys.stdin.read()
            """;
    private static final String ORPHAN =
            """
            import fcntl, os, signal, sys
            fd = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.setsid()
            child = os.fork()
            if child == 0:
                os.close(0); os.close(1); os.close(2)
                while True: signal.pause()
            os.write(1, b'child %d\\n' % child)
            os.write(1, b'ready\\n')
            sys.stdin.read()
            """;
    private static final String REUSE =
            """
            import os, signal, sys, time
            want = int(sys.argv[1])
            for attempt in range(400):
                with open('/proc/sys/kernel/ns_last_pid', 'w') as f: f.write(str(want - 1))
                pid = os.fork()
                if pid == 0:
                    if os.getpid() != want: os._exit(0)
                    os.write(1, b'reused\\n')
                    while True: signal.pause()
                if pid == want:
                    os.write(1, b'ready\\n')
                    sys.stdin.read()
                    os.kill(pid, 9)
                    break
                os.waitpid(pid, 0)
                time.sleep(0.005)  # the number is taken for as long as anybody is in its session
            """;
    private static final String THREAD =
            """
            import os, sys, threading
            e = threading.Event()
            t = threading.Thread(target=e.wait, daemon=True); t.start()
            os.write(1, b'thread %d\\n' % t.native_id)
            os.write(1, b'ready\\n')
            sys.stdin.read()
            """;
    private static final String NAMED =
            """
            import os, sys
            open('/proc/self/comm', 'w').write(sys.argv[1])
            os.write(1, b'ready\\n')
            sys.stdin.read()
            """;

    private final Stage stage;
    private final List<Prop> props = new ArrayList<>();

    Props(Stage stage) {
        this.stage = stage;
    }

    static String python() {
        return Files.isExecutable(Path.of("/usr/bin/python3")) ? "/usr/bin/python3" : "python3";
    }

    /** An innocent process; any signal that ends processes ends it, and the judge asks at the end. */
    public Prop stranger(String... argv) {
        List<String> command =
                new ArrayList<>(List.of(python(), "-c", "import os, sys; os.write(1, b'ready\\n'); sys.stdin.read()"));
        command.addAll(List.of(argv));
        return start("stranger", command).await("ready");
    }

    /**
     * An innocent process that runs the same program as that one: the same interpreter or virtual machine, with nothing to do.
     * An ordinary one if the program is the subject's own.
     */
    public Prop strangerLike(Actor actor) {
        return Lookalike.of(actor.self()).flatMap(command -> alike(command)).orElseGet(this::stranger);
    }

    private Optional<Prop> alike(List<String> command) {
        try {
            return Optional.of(start("stranger", command).await("ready"));
        } catch (IllegalStateException e) {
            stage.note("no stranger by " + command.get(0) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** An innocent process with that name in {@code /proc/PID/comm}. */
    public Prop strangerNamed(String comm) {
        return python("stranger", NAMED, comm);
    }

    /** An innocent process with a second thread; its output names the thread id. */
    public Prop strangerWithThread() {
        return python("stranger", THREAD);
    }

    /** An innocent process whose pid was somebody else's a moment ago; the prop itself is its parent. */
    public Prop strangerReusing(long pid) {
        if (Proc.inUse(pid)) {
            stage.inapplicable("a child that outlives it keeps its pid from being given to anybody else");
        }
        try {
            return python("recycler", REUSE, Long.toString(pid));
        } catch (IllegalStateException e) {
            stage.inapplicable("the kernel did not give pid " + pid + " out again: somebody has it, or something keeps"
                    + " the session of the dead one");
            throw e;
        }
    }

    /** A foreign program which holds {@code flock} on these files until it is told to finish. */
    public Prop holder(Path... files) {
        List<String> command = new ArrayList<>(List.of(python(), "-c", HOLD));
        for (Path file : files) {
            command.add(file.toString());
        }
        return start("holder", command).await("ready");
    }

    /** A holder of another file, which takes the place of that one: whoever had the old one open has a file without a name. */
    public Prop holderInPlaceOf(Path file) {
        Path fresh = file.resolveSibling("fresh");
        Prop holder = holder(fresh);
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stage.fault(file.getFileName() + " is another file now, which somebody else holds");
        return holder;
    }

    /** A holder with that name in {@code /proc/PID/comm}. */
    public Prop holderNamed(String comm, Path file) {
        return python(
                "holder",
                "open('/proc/self/comm', 'w').write(sys.argv.pop(1)) if (sys := __import__('sys')) else 0\n" + HOLD,
                comm,
                file.toString());
    }

    /**
     * Makes system calls of a running process hang, without a change in it: a disk that does not answer, an exit that does
     * not come through. It lasts until this prop is killed; a process that ends meanwhile stays a zombie until then.
     *
     * @param calls as {@code strace -e} names them
     * @param paths only calls with one of these paths; all of them if there is none
     */
    public Prop holdsUp(ProcId process, String calls, String... paths) {
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", "/dev/null"));
        for (String path : paths) {
            command.addAll(List.of("-P", path));
        }
        command.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + calls + ":delay_enter=600000000"));
        command.addAll(List.of("-p", Long.toString(process.pid())));
        Prop tracer = start("tracer", command);
        if (!Await.until(20, () -> Proc.traced(process.pid()) || !tracer.lives()) || !tracer.lives()) {
            throw new IllegalStateException("strace cannot attach to " + process.pid() + ": " + tracer.output());
        }
        return tracer;
    }

    /** A process which holds a lock and has a child that shares it; {@link #childOf} tells the child. */
    public Prop holderWithChild(Path file) {
        return python("holder", ORPHAN, file.toString());
    }

    public ProcId childOf(Prop prop) {
        long pid = numberAfter("child ", prop);
        return Proc.id(pid).orElseThrow(() -> new IllegalStateException("the child is gone"));
    }

    /** Whoever has that pid now. */
    public ProcId processWith(long pid) {
        return Proc.id(pid).orElseThrow(() -> new IllegalStateException("nobody has pid " + pid));
    }

    public long threadOf(Prop prop) {
        return numberAfter("thread ", prop);
    }

    private static long numberAfter(String word, Prop prop) {
        return prop.output()
                .lines()
                .filter(l -> l.startsWith(word))
                .mapToLong(l -> Long.parseLong(l.substring(word.length())))
                .findFirst()
                .orElseThrow();
    }

    private Prop python(String name, String program, String... argv) {
        List<String> command = new ArrayList<>(List.of(python(), "-c", program));
        command.addAll(List.of(argv));
        return start(name, command).await("ready");
    }

    Prop start(String name, List<String> command) {
        List<String> prefixed = new ArrayList<>(Dispositions.reset());
        prefixed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(prefixed);
        builder.environment().put(Stage.MARK, stage.mark());
        try {
            Prop prop = new Prop(name + "-" + (props.size() + 1), builder);
            props.add(prop);
            stage.recorder().add(Kind.FAULT, "", "what", name + " started", "pid", prop.pid(), "prop", prop.name());
            return prop;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ProcId> ids() {
        return props.stream().map(Prop::id).toList();
    }

    void close() {
        props.forEach(Prop::kill);
    }
}
