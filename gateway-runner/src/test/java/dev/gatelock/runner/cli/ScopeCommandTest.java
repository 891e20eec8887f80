package dev.gatelock.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatelock.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gateway run --scope} and {@code gateway locks}, in processes of their own. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the workloads are shell scripts")
class ScopeCommandTest {
    private static final String TOKEN = "12345:AAsecretAA";

    @TempDir
    private Path root;

    private Path locks;
    private Path secrets;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void layOut() throws IOException {
        locks = root.resolve("locks");
        secrets = Files.createDirectory(root.resolve("secrets"));
        Files.writeString(secrets.resolve("token"), TOKEN + "\n");
        environment.put("HERMES_GATEWAY_LOCK_DIR", locks.toString());
        environment.put("GATEWAY_STORM_LIMIT", "0");
        environment.put("TOKEN", TOKEN);
    }

    private Gateway run(String home, String... options) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("run", "--home", root.resolve(home).toString()));
        arguments.addAll(Arrays.asList(options));
        arguments.add("--");
        arguments.addAll(Gateway.WORK);
        return Gateway.start(root, environment, List.of(), arguments);
    }

    private Path file(String name, String identity) {
        return locks.resolve(Scope.of(name, identity) + ".lock");
    }

    /** Everything on disk but the secret's own file. */
    private List<Path> filesWithTheToken() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file) && !file.startsWith(secrets))
                    .filter(file -> read(file).contains(TOKEN))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** SCOPE-08: however it was given, the token stays where it was. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "joined", "file", "variable"})
    void theTokenReachesNothing(String way) throws Exception {
        String[] options =
                switch (way) {
                    case "plain" -> new String[] {"-v", "--scope", "token=" + TOKEN};
                    case "joined" -> new String[] {"-v", "--scope=token=" + TOKEN};
                    case "file" -> new String[] {"-v", "--scope", "token=@" + secrets.resolve("token")};
                    default -> new String[] {"-v", "--scope", "token=env:TOKEN"};
                };
        try (Gateway owner = run("a", options);
                Gateway refused = afterActive(owner, "b", options)) {
            long workload = Long.parseLong(lastLine);
            assertThat(refused.exit()).isEqualTo(69);
            assertThat(refused.errors())
                    .contains("pid " + owner.pid())
                    .contains(Scope.of("token", TOKEN).hash());
            assertThat(filesWithTheToken()).isEmpty();
            assertThat(read(Path.of("/proc/" + workload + "/cmdline")))
                    .contains("cat")
                    .doesNotContain(TOKEN);
            if (way.equals("file") || way.equals("variable")) {
                assertThat(read(Path.of("/proc/" + owner.pid() + "/cmdline"))).doesNotContain(TOKEN);
            }
            Gateway locks = Gateway.start(root, environment, List.of(), List.of("locks"));
            assertThat(locks.output())
                    .contains("held")
                    .contains(Long.toString(owner.pid()))
                    .doesNotContain(TOKEN);
            assertThat(locks.exit()).isZero();
            owner.finish();
            assertThat(owner.exit()).isZero();
            assertThat(filesWithTheToken()).isEmpty();
        }
    }

    private String lastLine;

    /** Starts another when the first one works. */
    private Gateway afterActive(Gateway owner, String home, String... options) throws IOException {
        lastLine = owner.line();
        assertThat(lastLine).as(owner.errors()).isNotNull();
        return run(home, options);
    }

    /** #68650: three homes, one token, a stale record: one becomes active, the others touch nothing outside. */
    @Test
    void scopedStaleDoubleRemoval() throws Exception {
        Files.createDirectories(locks);
        Files.writeString(
                file("token", TOKEN), "{\"pid\": " + ProcessHandle.current().pid() + ", \"start_time\": 1}");
        try (Observer observer = new Observer()) {
            environment.put("GATEWAY_WITNESS", observer.address());
            try (Gateway one = run("1", "--scope", "token=env:TOKEN");
                    Gateway two = run("2", "--scope", "token=env:TOKEN");
                    Gateway three = run("3", "--scope", "token=env:TOKEN")) {
                List<Gateway> active = new ArrayList<>();
                for (Gateway each : List.of(one, two, three)) {
                    if (each.line() != null) {
                        active.add(each);
                    } else {
                        assertThat(each.exit()).isEqualTo(69);
                    }
                }
                assertThat(active).hasSize(1);
                assertThat(observer.everybody())
                        .containsExactly("{\"pid\": " + active.get(0).pid() + "}");
                active.get(0).finish();
                assertThat(active.get(0).exit()).isZero();
            }
        }
        assertThat(file("token", TOKEN)).isEmptyFile();
    }

    /** SCOPE-09: whoever is refused one scope gives back the others and the home. */
    @Test
    void aRefusedStartKeepsNothing() throws Exception {
        try (Gateway owner = run("a", "--scope", "second=x");
                Gateway refused = afterActive(owner, "b", "--scope", "first=x", "--scope", "second=x")) {
            assertThat(refused.exit()).isEqualTo(69);
            assertThat(file("first", "x")).isEmptyFile();
            assertThat(read(root.resolve("b/gateway_state.json"))).contains("startup_failed");
            assertThat(root.resolve("b/gateway.pid")).doesNotExist();
            try (Gateway again = run("b", "--scope", "first=x")) {
                assertThat(again.line()).as(again.errors()).isNotNull();
            }
        }
    }

    @Test
    void aKilledOwnerIsFollowedAtOnce() throws Exception {
        try (Gateway owner = run("a", "--scope", "token=env:TOKEN")) {
            assertThat(owner.line()).isNotNull();
            owner.signal("KILL");
            try (Gateway next = run("b", "--wait", "30s", "--scope", "token=env:TOKEN")) {
                assertThat(next.line()).as(next.errors()).isNotNull();
            }
        }
    }

    /** The process that took the runner's place keeps the scope. */
    @Test
    void anExecutedCommandKeepsTheScope() throws Exception {
        try (Gateway owner = run("a", "--exec", "--scope", "token=env:TOKEN");
                Gateway refused = afterActive(owner, "b", "--scope", "token=env:TOKEN")) {
            assertThat(lastLine).isEqualTo(Long.toString(owner.pid()));
            assertThat(refused.exit()).isEqualTo(69);
            assertThat(refused.errors()).contains("pid " + owner.pid());
            owner.finish();
            assertThat(owner.exit()).isZero();
            try (Gateway next = run("b", "--scope", "token=env:TOKEN")) {
                assertThat(next.line()).as(next.errors()).isNotNull();
            }
        }
    }

    /** replace-wipes-all-token-locks: the successor gets the scope of the replaced, and another home's stays. */
    @Test
    void aReplacerGetsTheScopesOfTheReplaced() throws Exception {
        try (Gateway other = run("other", "--scope", "token=another")) {
            assertThat(other.line()).isNotNull();
            try (Gateway old = run("a", "--scope", "token=env:TOKEN", "--scope", "unused=x")) {
                assertThat(old.line()).isNotNull();
                try (Gateway replacer = run("a", "--replace", "--scope", "token=env:TOKEN")) {
                    assertThat(replacer.line()).as(replacer.errors()).isNotNull();
                    assertThat(old.exit()).isZero();
                    assertThat(file("unused", "x")).isEmptyFile();
                    assertThat(read(file("token", "another"))).contains("\"pid\":" + other.pid() + ",");
                    assertThat(read(file("token", TOKEN))).contains("\"pid\":" + replacer.pid() + ",");
                }
            }
        }
    }

    /** A wait for a scope is ended by what ends a run, and by nothing else. */
    @Test
    void signalsWhileWaitingForAScope() throws Exception {
        Files.createDirectories(locks);
        String script = "exec 9>>\"$0\" && flock 9 && echo locked && exec cat";
        Process creator = new ProcessBuilder(
                        "sh", "-c", script, file("token", TOKEN).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(creator.inputReader().readLine()).isEqualTo("locked");
        try (Gateway ended = run("a", "--wait", "100s", "--scope", "token=env:TOKEN");
                Gateway patient = run("b", "--wait", "100s", "--scope", "token=env:TOKEN")) {
            for (String home : List.of("a", "b")) {
                Awaitility.await().until(() -> read(root.resolve(home + "/gateway_state.json"))
                        .contains("\"starting\""));
            }
            patient.signal("USR1");
            ended.signal("TERM");
            assertThat(ended.exit()).isEqualTo(1);
            assertThat(root.resolve("a/gateway.pid")).doesNotExist();
            creator.getOutputStream().close();
            assertThat(patient.line()).as(patient.errors()).isNotNull();
        } finally {
            creator.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--scope 12345:AAsecretAA",
                "--scope 12345:AA=AAsecretAA",
                "--scopes=a=AAsecretAA",
                "--scopes a=AAsecretAA"
            })
    void misspellingsDoNotShowTheToken(String typed) throws Exception {
        try (Gateway wrong = run("a", typed.split(" "))) {
            assertThat(wrong.exit()).isEqualTo(64);
            assertThat(wrong.errors()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=@/there/is/no/such/file", "token=env:THERE_IS_NO_SUCH_VARIABLE"})
    void anIdentityThatIsNotThereIsAConfigurationError(String scope) throws Exception {
        try (Gateway wrong = run("a", "--scope", scope)) {
            assertThat(wrong.exit()).isEqualTo(78);
            assertThat(wrong.errors()).contains("--scope token").contains(scope.substring(scope.indexOf('=') + 5));
            assertThat(root.resolve("a")).doesNotExist();
        }
    }

    /** scoped-dir-unwritable (#56402). */
    @Test
    void scopedDirUnwritable() throws Exception {
        Files.writeString(locks, "in the way");
        try (Gateway wrong = run("a", "--scope", "token=env:TOKEN")) {
            assertThat(wrong.exit()).isEqualTo(78);
            assertThat(wrong.errors())
                    .contains(locks.toString())
                    .contains("HERMES_GATEWAY_LOCK_DIR")
                    .doesNotContain("\tat ");
            assertThat(root.resolve("a/gateway.pid")).doesNotExist();
        }
    }

    /** Looking needs nothing but what the kernel shows in files. */
    @Test
    void locksLoadsNoNativeCode() throws Exception {
        assumeTrue(
                Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().equals("pid:[4026531836]"),
                "only in the initial PID namespace is what the kernel lists all there is");
        try (Gateway owner = run("a", "--scope", "token=env:TOKEN")) {
            assertThat(owner.line()).isNotNull();
            Files.writeString(
                    locks.resolve("stale-0123456789abcdef.lock"), "{\"pid\": " + owner.pid() + ", \"start_time\": 1}");
            Path classes = root.resolve("classes.txt");
            Gateway looking = Gateway.start(
                    root, environment, List.of("-Xlog:class+load:file=" + classes), List.of("locks", "--json"));
            String json = looking.output();
            assertThat(looking.exit()).isZero();
            assertThat(json)
                    .contains(
                            "\"scope\":\"token\"",
                            "\"verdict\":\"held\"",
                            "\"evidence\":\"fdinfo\"",
                            "\"pid\":" + owner.pid())
                    .contains("\"scope\":\"stale\"", "\"verdict\":\"stale\"");
            assertThat(read(classes)).doesNotContain("com.sun.jna.Native", "FfmLibc", "JnaLibc");
        }
    }
}
