package dev.gatelock.conformance.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.history.History;
import dev.gatelock.conformance.history.HistoryFile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Good and bad histories as files, judged as a whole: nothing bad passes, nothing good is reported. */
class CorpusTest {

    private record Verdict(String name, Status status, String fragment) {}

    private static Path folder(String name) throws URISyntaxException {
        return Path.of(CorpusTest.class.getResource("/corpus/" + name).toURI());
    }

    private static List<Path> files(String name) throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder(name))) {
            return files.sorted().toList();
        }
    }

    private static List<Verdict> verdicts() throws IOException, URISyntaxException {
        return Files.readAllLines(folder("verdicts.txt")).stream()
                .filter(l -> !l.startsWith("#"))
                .map(l -> l.split(" \\| ", -1))
                .map(c -> new Verdict(c[0], Status.valueOf(c[1]), c[2]))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> goodOnesPass() throws IOException, URISyntaxException {
        return files("good").stream()
                .map(f -> DynamicTest.dynamicTest(
                        f.getFileName().toString(),
                        () -> assertThat(Judge.findings(HistoryFile.read(f))).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> badOnesAreFound() throws IOException, URISyntaxException {
        return verdicts().stream().map(v -> DynamicTest.dynamicTest(v.name(), () -> found(v)));
    }

    private static void found(Verdict expected) throws IOException, URISyntaxException {
        History history = HistoryFile.read(folder("bad").resolve(expected.name() + ".jsonl"));
        List<Finding> findings = Judge.findings(history);
        assertThat(Judge.verdict(findings)).as(findings.toString()).isEqualTo(expected.status());
        assertThat(findings).anySatisfy(f -> assertThat(f.message()).contains(expected.fragment()));
    }

    @Test
    void everyBadOneHasAVerdict() throws IOException, URISyntaxException {
        assertThat(files("bad").stream().map(f -> f.getFileName().toString().replace(".jsonl", "")))
                .containsExactlyInAnyOrderElementsOf(
                        verdicts().stream().map(Verdict::name).toList());
    }
}
