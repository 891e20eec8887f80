package dev.gatelock.conformance.report;

import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import java.nio.file.Path;

/** What standard output can be. The exit status is the same in all of them. */
public enum Format {
    TEXT,
    JSON,
    JUNIT,
    MARKDOWN;

    /**
     * Renders a whole run.
     *
     * @param folder where its histories are
     */
    public String render(RunReport report, Path folder) {
        return switch (this) {
            case TEXT -> TextReport.summary(report);
            case JSON -> ResultsFile.text(report);
            case JUNIT -> JUnitReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
        };
    }
}
