package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.known.KnownFailure;
import dev.gatelock.conformance.known.KnownFailure.Why;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.known.KnownFailuresFile;
import dev.gatelock.conformance.known.Update;
import dev.gatelock.conformance.results.ResultsFile;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.Here;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.text.Counted;
import dev.gatelock.conformance.text.TextFile;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code known-failures}: looks at such a file, compares it with a run, brings it up to date. */
@Command(
        name = "known-failures",
        mixinStandardHelpOptions = true,
        description = "Checks a known failures file; --from compares it with results, --update writes what follows.")
final class KnownFailuresCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the known failures file; --update makes it when it is not there")
    private Path file;

    @Option(names = "--from", paramLabel = "DIR", description = "results to compare with")
    private Path from;

    @Option(names = "--update", description = "write the file: new failures in, what passes now out")
    private boolean update;

    @Option(names = "--reason", paramLabel = "TEXT", description = "for new entries: what is wrong")
    private String reason = "";

    @Option(names = "--link", paramLabel = "URL", description = "for new entries: where it is followed up")
    private String link = "";

    KnownFailuresCommand() {}

    @Override
    public Integer call() {
        if (update && from == null) {
            throw new UsageException("--update needs --from DIR, the results of a run");
        }
        List<KnownFailure> entries = update && !Files.exists(file) ? List.of() : KnownFailuresFile.read(file);
        if (from == null) {
            KnownFailures.of(
                    entries,
                    Catalogue.all(),
                    new KnownFailures.Setting(Here.platform(), "", LocalDate.now(ZoneOffset.UTC)));
            entries.forEach(
                    e -> System.out.println(e.id() + " " + e.mode().name().toLowerCase(java.util.Locale.ROOT) + ": "
                            + e.why().reason()));
            System.out.println(Counted.of(entries.size(), "known failure") + ", all in order");
            return ExitCode.AS_EXPECTED.code();
        }
        RunReport report = ResultsFile.read(from);
        Update change = Update.of(entries, report, new Why(reason, link));
        change.added().forEach(slug -> System.out.println("new:  " + slug));
        change.removed().forEach(id -> System.out.println("gone: " + id));
        if (!update) {
            System.out.println(change.nothingToDo() ? "up to date" : "not up to date; --update writes it");
            return change.nothingToDo() ? ExitCode.AS_EXPECTED.code() : ExitCode.DIFFERS.code();
        }
        if (!change.added().isEmpty() && (reason.isBlank() || link.isBlank())) {
            throw new UsageException("new entries need --reason and --link: " + change.added());
        }
        try {
            KnownFailuresFile.write(file, change.entries());
        } catch (IOException e) {
            throw new UsageException(file + " cannot be written (" + TextFile.why(e) + "); name another file");
        }
        System.out.println(file + ": " + Counted.of(change.entries().size(), "entry", "entries"));
        return ExitCode.AS_EXPECTED.code();
    }
}
