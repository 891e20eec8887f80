package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.known.KnownFailuresFile;
import dev.gatelock.conformance.report.Format;
import dev.gatelock.conformance.report.ReportFolder;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.run.ExitCode;
import dev.gatelock.conformance.run.Here;
import dev.gatelock.conformance.run.Jobs;
import dev.gatelock.conformance.run.Nemesis;
import dev.gatelock.conformance.run.Plan;
import dev.gatelock.conformance.run.Profile;
import dev.gatelock.conformance.run.Selection;
import dev.gatelock.conformance.run.SuiteRun;
import dev.gatelock.conformance.scenario.Catalogue;
import dev.gatelock.conformance.scenario.Interop;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.subject.ManifestReader;
import dev.gatelock.conformance.text.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code run}: plays the scenarios and says what follows. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Plays the scenarios against a subject and writes the results.")
final class RunCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SUBJECT.json", description = "the subject's manifest")
    private Path subject;

    @Parameters(index = "1..*", paramLabel = "PATTERN", description = "like --select")
    private List<String> patterns = List.of();

    @Option(
            names = "--select",
            paramLabel = "P",
            description = "only these: slug, section or requirement id; * and ? allowed; repeatable")
    private List<String> select = List.of();

    @Option(names = "--skip", paramLabel = "P", description = "not these; repeatable")
    private List<String> skip = List.of();

    @Option(names = "--profile", paramLabel = "P", description = "quick, full (default), or stress: the nemesis")
    private Profile profile = Profile.FULL;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "how long the nemesis searches; default 10; 0: until something is red or Ctrl+C")
    private Integer minutes;

    @Option(
            names = "--known-failures",
            paramLabel = "FILE",
            description = "what is known to fail; default: as the manifest says")
    private Path knownFailures;

    @Option(names = "--out", paramLabel = "DIR", description = "where results go; default: conformance-results/SUBJECT")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "of every random choice; default: a new one, printed")
    private Long seed;

    @Option(names = "--repeat", paramLabel = "N", description = "each scenario N times, the seed counting up")
    private Integer repeat;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "how many scenarios at once; default: the processors, at most 4; more, if the first start waits and computes little")
    private Integer jobs;

    @Option(names = "--timeout-factor", paramLabel = "X", description = "multiplies every bound; default 1")
    private Double timeoutFactor;

    @Option(
            names = "--with",
            paramLabel = "OTHER.json",
            description = "also plays this subject and that one on one home")
    private Path with;

    @Option(
            names = "--format",
            paramLabel = "F",
            description = "of standard output: text (default), json, junit or markdown")
    private Format format = Format.TEXT;

    @Mixin
    private ProgressOption progress = new ProgressOption();

    RunCommand() {}

    @Override
    public Integer call() throws IOException {
        Manifest manifest = ManifestReader.read(subject);
        Optional<Manifest> other = Optional.ofNullable(with).map(ManifestReader::read);
        manifest.about().warnings().forEach(System.err::println);
        other.ifPresent(m -> m.about().warnings().forEach(System.err::println));
        if (profile == Profile.STRESS) {
            return suitable() ? search(manifest) : ExitCode.UNSUITABLE.code();
        }
        if (minutes != null) {
            throw new UsageException("--minutes belongs to --profile stress; --repeat N plays scenarios N times");
        }
        List<Scenario> catalogue = new ArrayList<>(Catalogue.all());
        other.ifPresent(m -> catalogue.addAll(Interop.between(manifest, m)));
        Selection selection = selection();
        Plan plan = new Plan(
                selection.of(catalogue),
                Numbers.positive("--repeat", repeat, 1),
                jobs == null
                        ? Jobs.suiting(Runtime.getRuntime().availableProcessors())
                        : Jobs.of(Numbers.positive("--jobs", jobs, 1)));
        KnownFailures known = known(manifest, catalogue);
        return suitable() ? play(manifest, other, selection, plan, known) : ExitCode.UNSUITABLE.code();
    }

    private static boolean suitable() {
        Optional<String> unsuitable = Here.unsuitable();
        unsuitable.ifPresent(System.err::println);
        return unsuitable.isEmpty();
    }

    private int play(Manifest manifest, Optional<Manifest> other, Selection selection, Plan plan, KnownFailures known)
            throws IOException {
        Settings settings = settings(manifest);
        ReportFolder.prepare(settings.out());
        Console console = new Console(format, progress.chosen(), plan);
        console.begin(manifest, settings.seed(), plan);
        RunReport report = new SuiteRun(manifest, settings, known)
                .play(
                        plan,
                        SuiteRun.options(selection.filtered(), options(plan, settings)),
                        other.map(Manifest::name).orElse(""),
                        console,
                        console::smoke);
        console.end();
        return report(report, settings);
    }

    private int search(Manifest manifest) throws IOException {
        if (!select.isEmpty()
                || !patterns.isEmpty()
                || !skip.isEmpty()
                || with != null
                || repeat != null
                || jobs != null) {
            throw new UsageException(
                    "--profile stress plays random schedules and no scenarios: leave out --select, --skip,"
                            + " --with, --repeat and --jobs, or leave out --profile stress and say --repeat N");
        }
        int limit = minutes == null ? 10 : Numbers.atLeastZero("--minutes", minutes);
        Duration duration = limit == 0 ? Duration.ofDays(36_500) : Duration.ofMinutes(limit);
        Settings settings = settings(manifest);
        ReportFolder.prepare(settings.out());
        boolean text = format == Format.TEXT;
        RunReport report = new SuiteRun(manifest, settings, KnownFailures.none())
                .search(
                        new Nemesis(manifest, settings, duration),
                        SuiteRun.options(true, Map.of("profile", profile.key())),
                        smoke -> Console.smoke(smoke, text),
                        text ? System.out::println : line -> {});
        return report(report, settings);
    }

    private int report(RunReport report, Settings settings) throws IOException {
        ReportFolder.write(settings.out(), List.of(report), List.of(settings.out()));
        System.out.print(format.render(report, settings.out()));
        if (format == Format.TEXT) {
            System.out.println(TextReport.place(settings.out()));
        }
        return report.gate().code();
    }

    private Selection selection() {
        List<String> wanted = new ArrayList<>(select);
        wanted.addAll(patterns);
        return new Selection(wanted, skip, profile);
    }

    private Settings settings(Manifest manifest) {
        Settings system = Settings.fromSystem();
        Path folder = out == null ? Path.of("conformance-results", manifest.fileName()) : out;
        return new Settings(
                Numbers.positive("--timeout-factor", timeoutFactor, system.timeoutFactor()),
                seed == null ? system.seed() : seed,
                folder);
    }

    private KnownFailures known(Manifest manifest, List<Scenario> catalogue) {
        return Optional.ofNullable(knownFailures)
                .or(() -> manifest.about().knownFailures())
                .map(file -> KnownFailures.of(
                        KnownFailuresFile.read(file),
                        catalogue,
                        new KnownFailures.Setting(
                                Here.platform(), manifest.about().version(), LocalDate.now(ZoneOffset.UTC))))
                .orElse(KnownFailures.none());
    }

    private Map<String, String> options(Plan plan, Settings settings) {
        Map<String, String> map = new TreeMap<>();
        Selection selection = selection();
        map.put("profile", selection.profile().key());
        map.put("select", String.join(" ", selection.select()));
        map.put("skip", String.join(" ", selection.skip()));
        map.put("repeat", String.valueOf(plan.rounds()));
        map.put("timeoutFactor", String.valueOf(settings.timeoutFactor()));
        return map;
    }
}
