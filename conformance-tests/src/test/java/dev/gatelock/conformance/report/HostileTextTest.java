package dev.gatelock.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.conformance.check.Finding;
import dev.gatelock.conformance.check.Status;
import dev.gatelock.conformance.history.Event.Kind;
import dev.gatelock.conformance.history.HistoryFile;
import dev.gatelock.conformance.history.Recorder;
import dev.gatelock.conformance.json.Json;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.Reports;
import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.results.Standing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Whatever a subject prints, every format stays what it is. */
class HostileTextTest {

    private static final String HOSTILE =
            "</pre></failure>]]><script>alert(1)</script>&amp;\"' | `x` **b** [l](u)\u0000\u0001\u001b[31m\u000b"
                    + "\u007f\u0085\u202e\ufffe\uffff\ud800 \ud83d\ude00\r\n| second | line";

    @TempDir
    Path folder;

    private RunReport report;

    @BeforeEach
    void write() throws IOException {
        Recorder recorder = new Recorder();
        recorder.addAt(1, Kind.STARTED, HOSTILE, "role", "run", "home", "/h", "command", List.of(HOSTILE));
        recorder.addAt(2, Kind.CONNECTED, HOSTILE);
        recorder.addAt(3, Kind.ACTIVE, HOSTILE, "pid", 5, "owned", true);
        recorder.addAt(4, Kind.FAULT, "", "what", HOSTILE);
        recorder.addAt(5, Kind.SIGNAL, HOSTILE, "signal", HOSTILE);
        recorder.addAt(9, Kind.EXITED, HOSTILE, "code", 1, "stderr", HOSTILE, "stdout", HOSTILE);
        HistoryFile.write(folder.resolve("h.jsonl"), recorder.history());
        Outcome outcome = new Outcome(
                new Outcome.What(HOSTILE, "records", List.of("START-01")),
                Status.FAIL,
                Standing.DIFFERS,
                List.of(new Finding(Status.FAIL, HOSTILE, HOSTILE, 3)),
                HOSTILE,
                new Outcome.Effort(1, 1, 1),
                "h.jsonl");
        report = Reports.report(HOSTILE, outcome);
        ReportFolder.write(folder, List.of(report), List.of(folder));
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void junitIsXml() throws Exception {
        Document document = parse(text("junit.xml"));
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("1");
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(text("junit.xml")).contains("\u241b");
    }

    @Test
    void severalFailuresHaveAListThatLeadsToThem() throws IOException {
        Outcome one = Reports.outcome("one <way>", Status.FAIL, "START-01");
        Outcome other = Reports.outcome("another", Status.TIMEOUT, "START-01");
        ReportFolder.write(folder, List.of(Reports.report("a & b", one, other)), List.of(folder));
        String page = text(ReportFolder.PAGE);
        for (String id : List.of("a &amp; b-one &lt;way&gt;", "a &amp; b-another")) {
            assertThat(page)
                    .containsOnlyOnce("<a href=\"#" + id + "\">")
                    .containsOnlyOnce("<article class=\"failure\" id=\"" + id + "\">");
        }
    }

    @Test
    void picturesAreXmlAndThePageHasNoForeignMarkup() throws Exception {
        String page = text(ReportFolder.PAGE);
        assertThat(page).doesNotContain("<script").doesNotContain("\u0000").contains("&lt;script&gt;");
        String picture = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + 6);
        assertThat(parse(picture).getElementsByTagName("rect").getLength()).isPositive();
        parse(text("badge.svg"));
    }

    @Test
    void nothingIsLoaded() throws IOException {
        assertThat(text(ReportFolder.PAGE))
                .doesNotContain("src=")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    void markdownKeepsItsTable() throws IOException {
        List<String> rows =
                text("report.md").lines().filter(l -> l.startsWith("|")).toList();
        assertThat(rows).hasSize(3);
        assertThat(rows.get(2).replace("\\|", "")).matches("(\\|[^|]*){5}\\|");
        assertThat(text("report.md")).doesNotContain("<script");
    }

    @Test
    void jsonIsReadBack() throws IOException {
        Json.read(text("badge.json"));
        assertThat(ResultsFile.read(folder).outcomes()).hasSize(1);
    }

    @Test
    void aTerminalIsNotSteered() throws IOException {
        assertThat(text("report.txt")).doesNotContain("\u001b").doesNotContain("\u202e");
        assertThat(TextReport.summary(report)).doesNotContain("\u001b");
    }
}
