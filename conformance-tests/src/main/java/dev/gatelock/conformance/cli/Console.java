package dev.gatelock.conformance.cli;

import dev.gatelock.conformance.report.Format;
import dev.gatelock.conformance.report.Result;
import dev.gatelock.conformance.report.TextReport;
import dev.gatelock.conformance.run.Jobs;
import dev.gatelock.conformance.run.Plan;
import dev.gatelock.conformance.run.Smoke;
import dev.gatelock.conformance.run.Watcher;
import dev.gatelock.conformance.scenario.Scenario;
import dev.gatelock.conformance.subject.Manifest;
import dev.gatelock.conformance.text.Counted;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;

/** What is told while a run goes on: results as they come, and what is being waited for. */
final class Console implements Watcher {

    private static final long TICK_MILLIS = 250;
    private static final double LONG_SECONDS = 60;

    private record Now(Scenario scenario, Player player, long since) {
        double seconds() {
            return (System.nanoTime() - since) / 1e9;
        }
    }

    private final boolean text;
    private final boolean moving;
    private final int total;
    private final Jobs jobs;
    private final Map<String, Now> now = new LinkedHashMap<>();
    private final Timer timer = new Timer("progress", true);
    private int done;
    private int red;
    private double saidAt;

    Console(Format format, boolean moving, Plan plan) {
        this.jobs = plan.jobs();
        this.text = format == Format.TEXT;
        this.moving = moving;
        this.total = plan.scenarios().size() * plan.rounds();
    }

    void begin(Manifest manifest, long seed, Plan plan) {
        if (text) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s, %d at once, seed %d%n",
                    manifest.name(),
                    Counted.of(plan.scenarios().size(), "scenario"),
                    plan.jobs().usual(),
                    seed);
        }
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        tick();
                    }
                },
                TICK_MILLIS,
                TICK_MILLIS);
    }

    void smoke(Smoke.Answer answer) {
        clear();
        smoke(answer, text);
        if (text && answer.jobs(jobs) != jobs.usual()) {
            System.out.println("a start waits more than it computes: " + answer.jobs(jobs) + " scenarios at once");
        }
    }

    static void smoke(Smoke.Answer answer, boolean text) {
        answer.problem().ifPresent(problem -> System.err.println("the first start failed: " + problem));
        answer.remarks().forEach(remark -> System.err.println("remark: " + remark));
        if (answer.problem().isEmpty() && text) {
            System.out.printf(
                    Locale.ROOT, "first start: active after %.1f s, tells its pid, ends%n", answer.startSeconds());
        }
    }

    @Override
    public synchronized void started(Scenario scenario, Player player) {
        now.put(scenario.slug(), new Now(scenario, player, System.nanoTime()));
    }

    @Override
    public synchronized void finished(Scenario scenario, Result result) {
        now.remove(scenario.slug());
        done++;
        red += result.status().red() ? 1 : 0;
        if (text) {
            clear();
            System.out.println(result.status().red() ? TextReport.details(scenario, result) : TextReport.line(result));
        }
    }

    synchronized void end() {
        timer.cancel();
        clear();
    }

    private synchronized void tick() {
        Now oldest = now.values().stream().findFirst().orElse(null);
        if (oldest == null) {
            return;
        }
        String line = String.format(
                Locale.ROOT,
                "[%d/%d]%s %s %.0f s: %s%s",
                done,
                total,
                red == 0 ? "" : " " + red + " red,",
                oldest.scenario().slug(),
                oldest.seconds(),
                oldest.player().waitsFor(),
                now.size() > 1 ? " (+" + (now.size() - 1) + ")" : "");
        if (moving) {
            System.err.print("\r\033[K" + (line.length() > 118 ? line.substring(0, 118) : line));
            System.err.flush();
        } else if (oldest.seconds() > LONG_SECONDS && System.nanoTime() / 1e9 - saidAt > LONG_SECONDS) {
            saidAt = System.nanoTime() / 1e9;
            System.err.println(line);
        }
    }

    private void clear() {
        if (moving) {
            System.err.print("\r\033[K");
            System.err.flush();
        }
    }
}
