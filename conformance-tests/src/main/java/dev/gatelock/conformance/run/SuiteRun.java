package dev.gatelock.conformance.run;

import dev.gatelock.conformance.Settings;
import dev.gatelock.conformance.known.KnownFailures;
import dev.gatelock.conformance.results.Outcome;
import dev.gatelock.conformance.results.RunReport;
import dev.gatelock.conformance.subject.Feature;
import dev.gatelock.conformance.subject.Manifest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A run from the first start to the verdicts. */
public final class SuiteRun {

    private final Manifest manifest;
    private final Settings settings;
    private final KnownFailures known;

    /** @param known what is excused in the gate, never in the claim; {@link KnownFailures#none()} for nothing */
    public SuiteRun(Manifest manifest, Settings settings, KnownFailures known) {
        this.manifest = manifest;
        this.settings = settings;
        this.known = known;
    }

    /**
     * Plays the plan.
     *
     * @param with the other subject's name; empty when there is none
     * @param told hears what the first start showed
     */
    public RunReport play(
            Plan plan, RunReport.Settings options, String with, Watcher watcher, Consumer<Smoke.Answer> told) {
        return run(
                options,
                with,
                told,
                smoke ->
                        known.judge(new Runner(smoke.subject(), settings, watcher).play(plan, smoke.jobs(plan.jobs()))),
                problem -> Runner.notRun(plan.scenarios(), problem),
                smoke -> Map.of("jobs", String.valueOf(smoke.jobs(plan.jobs()))));
    }

    /**
     * Lets the nemesis search; nothing that it finds is excused.
     *
     * @param told hears what the first start showed
     * @param progress hears one line for each schedule
     */
    public RunReport search(
            Nemesis nemesis, RunReport.Settings options, Consumer<Smoke.Answer> told, Consumer<String> progress) {
        return run(
                options,
                "",
                told,
                smoke -> KnownFailures.none().judge(nemesis.play(progress)),
                nemesis::notRun,
                smoke -> Map.of());
    }

    private RunReport run(
            RunReport.Settings options,
            String with,
            Consumer<Smoke.Answer> told,
            Function<Smoke.Answer, List<Outcome>> play,
            Function<String, List<Outcome>> notRun,
            Function<Smoke.Answer, Map<String, String>> decided) {
        String began = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        long from = System.nanoTime();
        Smoke.Answer smoke = new Smoke(manifest, settings.timeoutFactor()).look();
        told.accept(smoke);
        List<Outcome> outcomes =
                smoke.problem().isPresent() ? notRun.apply("the first start failed") : play.apply(smoke);
        Map<String, String> settled = new TreeMap<>(options.options());
        settled.putAll(decided.apply(smoke));
        List<String> offered =
                smoke.subject().features().stream().map(Feature::key).sorted().toList();
        List<String> remarks = new ArrayList<>(smoke.problem().stream().toList());
        remarks.addAll(smoke.remarks());
        return new RunReport(
                Version.text(),
                new RunReport.Subject(manifest.name(), manifest.about().version(), with, offered),
                new RunReport.Settings(
                        began, (System.nanoTime() - from) / 1e9, settings.seed(), options.filtered(), settled),
                Here.description(),
                remarks,
                outcomes,
                Gate.verdict(outcomes),
                Claim.verdict(offered, outcomes, options.filtered()));
    }

    /** Options as they are kept with the results. */
    public static RunReport.Settings options(boolean filtered, Map<String, String> options) {
        return new RunReport.Settings("", 0, 0, filtered, options);
    }
}
