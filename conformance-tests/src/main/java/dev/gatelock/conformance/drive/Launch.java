package dev.gatelock.conformance.drive;

import dev.gatelock.conformance.subject.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one subject process is to be started; ends with {@link #start}. */
public final class Launch {

    private static final String HOARDER =
            """
            import subprocess, sys, time
            child = subprocess.Popen(sys.argv[1:])
            while True: time.sleep(1000)
            """;

    private final Stage stage;
    private final Role role;
    private final List<String> outer = new ArrayList<>();
    private final List<String> inner = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> env = new LinkedHashMap<>();
    private String prelude = "";
    private String name = "";
    private Home home;
    private boolean held;
    private int wrappers;

    Launch(Stage stage, Role role) {
        this.stage = stage;
        this.role = role;
        this.home = stage.home();
    }

    public Launch named(String text) {
        name = text;
        return this;
    }

    public Launch home(Home other) {
        home = other;
        return this;
    }

    /** Further arguments, after those of the manifest. */
    public Launch args(String... more) {
        return args(List.of(more));
    }

    public Launch args(List<String> more) {
        arguments.addAll(more);
        return this;
    }

    /** The setting of that name, if the subject has it; otherwise its default stays. */
    public Launch option(String key, long seconds) {
        return args(home.manifest().option(key, seconds));
    }

    /** Claims that scope for that identity, in the words of the manifest. */
    public Launch scope(String scope, String identity) {
        return args(stage.manifest().scope(scope, identity));
    }

    public Launch env(String key, String value) {
        env.put(key, value);
        return this;
    }

    /** As another user, without any group. */
    public Launch as(int uid) {
        outer.addAll(List.of(
                "setpriv", "--reuid", Integer.toString(uid), "--regid", Integer.toString(uid), "--clear-groups"));
        return this;
    }

    /** Inside the mount namespace of an enclave. */
    public Launch in(Enclave enclave) {
        outer.addAll(List.of("nsenter", "-t", Long.toString(enclave.keeper().pid()), "-m"));
        return this;
    }

    /** In a PID namespace of its own, where it is process 1, or 2 after a shell. */
    public Launch inPidNamespace() {
        outer.addAll(List.of("unshare", "-p", "-f", "--mount-proc", "--kill-child"));
        wrappers++;
        return this;
    }

    /** In a PID namespace as process 2, below a shell which ends with it. */
    public Launch inPidNamespaceBelowInit() {
        inPidNamespace();
        outer.addAll(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh"));
        wrappers++;
        return this;
    }

    /** In a PID namespace below a shell, with a number of our choice: it may be that of somebody innocent outside. */
    public Launch inPidNamespaceAs(long pid) {
        inPidNamespace();
        outer.addAll(List.of(
                "/bin/sh", "-c", "echo " + (pid - 1) + " > /proc/sys/kernel/ns_last_pid && \"$@\"; exit $?", "sh"));
        wrappers++;
        return this;
    }

    /** In a PID namespace as process 1 with one innocent child, {@link Actor#bystanderLives}. */
    public Launch inPidNamespaceWithBystander() {
        inPidNamespace();
        outer.addAll(List.of("/bin/sh", "-c", "sleep 1000 </dev/null >/dev/null 2>&1 & exec \"$@\"", "sh"));
        return this;
    }

    /** Beside an innocent process of the same process group that is no child of it, {@link Actor#bystanderOfGroup}. */
    public Launch withBystanderInGroup() {
        outer.addAll(List.of(
                "/bin/sh",
                "-c",
                "(env -i \"$0=$1\" sleep 1001 </dev/null >/dev/null 2>&1 &); shift; exec \"$@\"",
                Stage.MARK,
                stage.mark()));
        return this;
    }

    /** Under a parent which never reaps it. */
    public Launch unreaped() {
        outer.addAll(List.of(Props.python(), "-c", HOARDER));
        wrappers++;
        return this;
    }

    /** Shell commands that are run in the process before it becomes the subject. */
    public Launch prelude(String commands) {
        prelude += commands + "; ";
        return this;
    }

    /** Under {@code strace -f} with these arguments, its log in that file of the stage. */
    public Launch strace(String log, String... arguments) {
        inner.addAll(
                List.of("strace", "-f", "-qq", "-o", stage.folder().resolve(log).toString()));
        inner.addAll(List.of(arguments));
        inner.add("--");
        wrappers++;
        return this;
    }

    /** Under {@code strace}, which does that to every call of these kinds, wherever the call goes: an {@code inject=} of its own. */
    public Launch inject(String log, String calls, String effect) {
        return strace(log, "--seccomp-bpf", "-e", "trace=" + calls, "-e", "inject=" + calls + ":" + effect);
    }

    /** The witness does not answer its half-close until told to. */
    public Launch witnessHeld() {
        held = true;
        return this;
    }

    public Actor start() {
        List<String> command = new ArrayList<>(Dispositions.reset());
        command.add("setsid");
        command.addAll(outer);
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                "cd \"$1\" || exit 126; shift; " + prelude + "exec \"$@\"",
                "sh",
                home.manifest().folder().toString()));
        command.addAll(inner);
        command.addAll(home.manifest().command(role));
        command.addAll(arguments);
        Actor actor = stage.start(name.isEmpty() ? role.key() : name, role, home, command, env, held);
        actor.launchedBelow(wrappers);
        if (!inner.isEmpty()) {
            actor.launchedTraced();
        }
        return actor;
    }
}
