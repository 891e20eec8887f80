package dev.gatelock.runner.internal;

import dev.gatelock.Claim;
import dev.gatelock.GateConfig;
import dev.gatelock.GatelockException;
import dev.gatelock.Lease;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Phase;
import dev.gatelock.StateUpdate;
import dev.gatelock.runner.ExitCode;
import dev.gatelock.runner.RunResult;
import dev.gatelock.runner.RunnerConfig;
import dev.gatelock.runner.RunnerConfig.Entry;
import dev.gatelock.runner.RunnerConfig.Signals;
import dev.gatelock.runner.RunnerConfig.Style;
import dev.gatelock.runner.spi.AdapterContext;
import dev.gatelock.spi.Capability;
import dev.gatelock.spi.Launch;
import dev.gatelock.spi.PortException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One run from the claim to the release. Everything that can happen arrives in one queue; the first ending decides. */
public final class Course {
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final RunnerConfig config;
    private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    private final List<String> messages = new ArrayList<>();
    private volatile Thread claiming;
    private volatile WorkProcess working;

    /**
     * @param config settings
     */
    public Course(RunnerConfig config) {
        this.config = config;
    }

    /** Ends the run in order. */
    public void requestStop() {
        end(new Ending.Requested());
    }

    /** Ends the run in order and asks for another. */
    public void requestRestart() {
        end(new Ending.RestartRequested());
    }

    /** What is not an ending is the command's own business, and nobody's if there is none. */
    private void signalled(Ending.Signalled signal) {
        WorkProcess command = working;
        if (signal.ends()) {
            end(signal);
        } else if (command != null) {
            command.passOn(signal);
        }
    }

    private void end(Ending ending) {
        endings.add(ending);
        Thread waiting = claiming;
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    /** Runs; see the runner. */
    public RunResult run() {
        if (config.work().signals() == Signals.LEFT_ALONE) {
            return claimAndWork();
        }
        SignalTrap trap = new SignalTrap(this::signalled);
        try {
            return claimAndWork();
        } finally {
            trap.close();
        }
    }

    private RunResult claimAndWork() {
        if (config.work().style() == Style.EXEC && !config.gate().capabilities().contains(Capability.REPLACE_IMAGE)) {
            return RunResult.of(
                    ExitCode.CONFIGURATION,
                    "this system cannot run a command in place of the runner (--exec)",
                    "Without --exec it runs as a child of the runner.");
        }
        Claim claim;
        claiming = Thread.currentThread();
        try {
            if (!endings.isEmpty()) {
                return new Verdicts(config)
                        .withoutLease(endings.poll()); // asked before there was a thread to interrupt
            }
            Storm.await(config);
            claim = config.entry() == Entry.REPLACE
                    ? config.gate().replace()
                    : config.gate().claim();
        } catch (GatelockException e) {
            return RunResult.of(ExitCode.of(e), e.getMessage(), e.advice());
        } catch (InterruptedException e) {
            return new Verdicts(config).withoutLease(endings.poll());
        } finally {
            claiming = null;
            Thread.interrupted(); // one that came too late is in the queue, too
        }
        if (claim instanceof Claim.Refused refused) {
            return new RunResult(
                    ExitCode.of(refused.refusal()).number(),
                    List.of(refused.refusal().message(), refused.refusal().advice()));
        }
        return work(((Claim.Granted) claim).lease());
    }

    private RunResult work(Lease lease) {
        Adapters adapters =
                new Adapters(config.work().style() == Style.EXEC ? List.of() : config.adapters(), context(lease));
        lease.publish(StateUpdate.of(Phase.STARTING));
        lease.recoveredFrom()
                .ifPresent(found -> config.notices().accept("recovered from an earlier owner: " + found.why()));
        try (Watch watch = new Watch(lease, this::end)) {
            Optional<WorkProcess> process = begin(lease, adapters);
            Ending ending = await(lease, process);
            watch.stopRepairing();
            return finish(lease, adapters, process, ending);
        }
    }

    /** Starts on a thread of its own, so that a hanging start can be ended like anything else. */
    private Optional<WorkProcess> begin(Lease lease, Adapters adapters) {
        if (!enterScopes(lease)) {
            return Optional.empty();
        }
        Startup startup = new Startup(adapters, this::end);
        if (!startup.awaitStarted(endings)) {
            return Optional.empty();
        }
        Optional<WorkProcess> process = Optional.empty();
        List<String> command = config.work().command();
        if (!command.isEmpty()) {
            try {
                Launch launch = new Launch(
                        command,
                        Map.of(Lease.VARIABLE, lease.record().stamp().nonce().orElse("")));
                if (config.work().style() == Style.EXEC) {
                    lease.check(launch); // what is announced must not fail for a mistyped name a moment later
                    announce(lease, adapters);
                    lease.become(launch);
                }
                working = new WorkProcess(lease.start(launch), this::end);
                process = Optional.of(working);
            } catch (PortException e) {
                endings.add(new Ending.LaunchFailed(Commands.explain(command.get(0), e), Commands.hopeless(e)));
                return Optional.empty();
            }
        }
        announce(lease, adapters);
        return process;
    }

    /** May wait for a lock whose holder is dying; whatever ends the run ends the wait. */
    private boolean enterScopes(Lease lease) {
        if (config.scopes().isEmpty()) {
            return true;
        }
        claiming = Thread.currentThread();
        try {
            if (!endings.isEmpty()) {
                return false;
            }
            Optional<Ending> barred = ScopeEntry.enter(lease, config.scopes());
            if (barred.isPresent()) {
                endings.add(barred.get());
            }
            return barred.isEmpty();
        } catch (InterruptedException e) {
            if (endings.isEmpty()) {
                endings.add(new Ending.Requested()); // by the embedding program
            }
            return false;
        } finally {
            claiming = null;
            Thread.interrupted();
        }
    }

    private void announce(Lease lease, Adapters adapters) {
        lease.publish(new StateUpdate(
                Phase.RUNNING, Optional.empty(), StateUpdate.Restart.NOT_REQUESTED, adapters.states(), need()));
        OwnerRecord record = lease.record();
        config.notices()
                .accept("gateway active pid=" + record.identity().pid() + " home="
                        + record.home().orElse("") + " generation="
                        + record.stamp().generation().orElse(0));
    }

    /** A command may need longer than a replacer would wait by itself, and whoever replaces us should know. */
    private Optional<Duration> need() {
        Duration grace = config.work().grace();
        boolean unusual = grace.compareTo(GateConfig.Patience.standard().grace()) > 0;
        return unusual && !config.work().command().isEmpty() ? Optional.of(grace) : Optional.empty();
    }

    /** Waits for the ending; signals that do not end a run are passed on meanwhile. */
    private Ending await(Lease lease, Optional<WorkProcess> process) {
        while (true) {
            Ending ending = take();
            if (ending instanceof Ending.Signalled signalled) {
                boolean passedOn = process.isPresent() && process.get().passOn(signalled);
                if (passedOn && (signalled.number() == SignalTrap.HUP || signalled.number() == SignalTrap.ALRM)) {
                    continue; // the command's own business
                }
                // A marker written just before the signal says that it was meant (#5646).
                Lease.Departure departure = lease.departure();
                if (departure != Lease.Departure.NONE) {
                    return new Ending.Departed(departure);
                }
            }
            return ending;
        }
    }

    private Ending take() {
        while (true) {
            try {
                return endings.take();
            } catch (InterruptedException e) {
                Ending queued = endings.poll();
                return queued != null
                        ? queued
                        : new Ending.Requested(); // the embedding program's way to end a blocked call
            }
        }
    }

    private RunResult finish(Lease lease, Adapters adapters, Optional<WorkProcess> process, Ending ending) {
        Verdicts verdicts = new Verdicts(config);
        boolean failedStart = ending instanceof Ending.AdapterFailed
                || ending instanceof Ending.LaunchFailed
                || ending instanceof Ending.Barred;
        publish(
                lease,
                new StateUpdate(Phase.DRAINING, Optional.empty(), verdicts.restart(ending), adapters.states(), need()));
        int status = process.map(p -> p.end(config.work().grace(), endings)).orElse(0);
        endSharers(lease); // before the adapters: it may take long, and whoever comes next waits from their end on
        messages.addAll(adapters.stop());
        RunResult result = verdicts.of(ending, status);
        Phase phase = failedStart ? Phase.STARTUP_FAILED : Phase.STOPPED;
        String reason = verdicts.reason(ending);
        publish(
                lease,
                new StateUpdate(phase, Optional.of(reason), verdicts.restart(ending), adapters.states(), need()));
        Bounded.run("close", CLOSE_BOUND, () -> {
                    lease.close();
                    return null;
                })
                .ifPresent(why -> messages.add("giving back the lock: " + why + "; the end of this process frees it"));
        List<String> all = new ArrayList<>(messages);
        all.addAll(result.messages());
        return new RunResult(result.status(), all);
    }

    /** A disk that hangs must not keep the work from being closed (#71214). */
    private void publish(Lease lease, StateUpdate update) {
        Bounded.run("publish", CLOSE_BOUND, () -> {
                    lease.publish(update);
                    return null;
                })
                .ifPresent(why -> messages.add("publishing the state: " + why));
    }

    /** Background children of the command would keep the lock and make every later start refuse. */
    private void endSharers(Lease lease) {
        Bounded.run("sharers", CLOSE_BOUND.plus(CLOSE_BOUND), () -> {
                    int ended = lease.endSharers(CLOSE_BOUND);
                    if (ended > 0) {
                        messages.add("ended " + ended + " process(es) that the command had left behind with the lock");
                    }
                    return null;
                })
                .ifPresent(why -> messages.add("processes left behind: " + why));
    }

    private AdapterContext context(Lease lease) {
        return new AdapterContext() {
            @Override
            public Lease lease() {
                return lease;
            }

            @Override
            public Optional<String> setting(String name) {
                return Optional.ofNullable(config.environment().get(name)).filter(value -> !value.isBlank());
            }

            @Override
            public void fail(String why) {
                end(new Ending.AdapterFailed("", why, false));
            }

            @Override
            public void restart() {
                end(new Ending.RestartRequested());
            }
        };
    }
}
