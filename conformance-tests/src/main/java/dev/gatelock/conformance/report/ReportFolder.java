package dev.gatelock.conformance.report;

import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.text.TextFile;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of a results folder. */
public final class ReportFolder {

    public static final String PAGE = "index.html";

    private ReportFolder() {}

    /** Makes the folder, before anything has been played for nothing. */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException(
                    folder + " cannot be written (" + TextFile.why(e) + "); name another one with --out");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException(folder + " cannot be written; name another one with --out");
        }
    }

    /**
     * Writes every format of the first run, and one page for all of them.
     *
     * @param homes where the histories of each are
     */
    public static void write(Path folder, List<RunReport> reports, List<Path> homes) throws IOException {
        RunReport first = reports.get(0);
        ResultsFile.write(folder.resolve(ResultsFile.NAME), first);
        put(folder.resolve("report.txt"), TextReport.full(first));
        put(folder.resolve("junit.xml"), JUnitReport.render(first));
        put(folder.resolve("report.md"), MarkdownReport.render(first));
        put(folder.resolve("badge.svg"), Badge.svg(first));
        put(folder.resolve("badge.json"), Badge.json(first));
        writePage(folder, reports, homes);
    }

    /** Only the page. */
    public static void writePage(Path folder, List<RunReport> reports, List<Path> homes) throws IOException {
        put(folder.resolve(PAGE), HtmlPage.render(reports, homes));
    }

    private static void put(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
