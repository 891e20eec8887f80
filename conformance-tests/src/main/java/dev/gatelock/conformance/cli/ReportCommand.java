package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.report.Format;
import dev.gatelock.conformance.report.ReportFolder;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report}: renders results again, several subjects side by side. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Renders results again; several folders make one page with a matrix. Exits as the worst of the runs did.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", arity = "1..*", description = "folders that run --out has written")
    private List<Path> folders;

    @Option(names = "--out", paramLabel = "DIR", description = "where reports go; default: the first folder")
    private Path out;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "of standard output: text (default), json, junit or markdown")
    private Format format = Format.TEXT;

    ReportCommand() {}

    @Override
    public Integer call() throws IOException {
        List<RunReport> reports = folders.stream().map(ResultsFile::read).toList();
        List<Path> homes = folders.stream()
                .map(f -> f.getFileName() != null && f.getFileName().toString().endsWith(".json") ? parent(f) : f)
                .toList();
        Path where = out == null ? homes.get(0) : out;
        ReportFolder.prepare(where);
        if (out == null && reports.size() > 1) {
            ReportFolder.writePage(where, reports, homes);
        } else {
            ReportFolder.write(where, reports, homes);
        }
        for (int i = 0; i < reports.size(); i++) {
            System.out.print(format.render(reports.get(i), homes.get(i)));
        }
        if (format == Format.TEXT) {
            System.out.println(TextReport.place(where));
        }
        return reports.stream().mapToInt(r -> r.gate().code()).max().orElse(0);
    }

    private static Path parent(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
