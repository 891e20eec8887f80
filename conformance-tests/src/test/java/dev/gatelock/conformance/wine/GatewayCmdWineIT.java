package dev.gatelock.conformance.wine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code gateway.cmd}, carried out by Wine's command interpreter. */
@OnWine
@Timeout(300)
class GatewayCmdWineIT {
    @TempDir
    Path folder;

    private final Wine wine = Wine.shared();

    @AfterEach
    void end() {
        wine.close();
    }

    private Started cmd(String... words) throws Exception {
        Path jvm = Path.of(Wine.jvm()).getParent().getParent();
        Path jre = jvm.resolveSibling(jvm.getFileName().toString().replace("wj", "jre"));
        List<String> line = new ArrayList<>(List.of("cmd", "/c", "gateway.cmd"));
        line.addAll(List.of(words));
        return wine.program(folder.resolve("home"), Map.of("JAVA_HOME", Wine.name(jre)), line.toArray(String[]::new));
    }

    @Test
    void its_exit_status_is_the_commands() throws Exception {
        Started run = cmd("run", "--", "cmd", "/c", "exit", "9");
        assertThat(run.exit()).as(run.said()).isEqualTo(9);
        Started status = cmd("status");
        assertThat(status.exit()).as(status.said()).isEqualTo(3);
        assertThat(cmd("run", "--wiat").exit()).isEqualTo(64);
    }

    @Test
    void arguments_arrive_with_their_blanks() throws Exception {
        Path home = folder.resolve("a home");
        Started status = cmd("status", "--home", Wine.name(home), "--json");
        assertThat(status.exit()).as(status.said()).isEqualTo(3);
        assertThat(status.said()).contains("a home\"");
    }

    @Test
    void without_java_it_says_what_to_do() throws Exception {
        Started none = wine.program(folder, "cmd", "/c", "set \"JAVA_HOME=Z:\\nowhere\"& gateway.cmd status");
        assertThat(none.exit()).isEqualTo(78);
        assertThat(none.said()).contains("JDK 17", "JAVA_HOME").doesNotContain("\n");
    }

    @Test
    void unbuilt_and_without_maven_it_says_what_to_do() throws Exception {
        Path copy = Files.copy(Wine.SUBJECTS.resolve("../../gateway.cmd"), folder.resolve("gateway.cmd"));
        Started none = wine.program(folder, "cmd", "/c", Wine.name(copy), "status");
        assertThat(none.exit()).isEqualTo(78);
        assertThat(none.said()).contains("Maven").doesNotContain("\n");
        assertThat(folder.toFile().list()).containsExactly("gateway.cmd");
    }
}
