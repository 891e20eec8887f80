package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.State;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a simulated program can do besides calling ports. */
final class Me {
    private final World world;
    private final SimProcess self;
    private final SimScheduler scheduler;
    private final Platform platform;

    Me(World world, SimProcess self, SimScheduler scheduler) {
        this.world = world;
        this.self = self;
        this.scheduler = scheduler;
        this.platform = SimPlatform.of(world, self, scheduler);
    }

    Platform platform() {
        return platform;
    }

    World world() {
        return world;
    }

    SimProcess process() {
        return self;
    }

    /** Says that a claim was granted: from here on no other may. */
    void believe() {
        scheduler.step(self, Op.BELIEVE, "holds it", () -> self.believes = true);
    }

    /** Says that it is about to give it up. */
    void disbelieve() {
        scheduler.step(self, Op.BELIEVE, "gives it up", () -> self.believes = false);
    }

    /** Remembers how it went, for the rules at the end. */
    void outcome(String text) {
        scheduler.passing(self);
        self.outcome = text;
        scheduler.note(self, "ends: " + text);
    }

    /** Is asked now to replace whoever owns. */
    void asksToReplace() {
        scheduler.passing(self);
        self.replacer = true;
        scheduler.note(self, "is asked to replace");
        self.queued |= world.strictlyAsked;
    }

    /** Will look no more for whom to replace; said by queueing where there is a queue. */
    void hasSampled() {
        scheduler.passing(self);
        self.queued = true;
    }

    /** For the trace. */
    void note(String text) {
        scheduler.passing(self);
        scheduler.note(self, text);
    }

    /** Breaks a rule of the scenario's own. */
    void fail(String violation) {
        scheduler.fail(self, violation);
    }

    void onTerm(OnTerm reaction) {
        scheduler.step(
                self,
                Op.ON_TERM,
                "will " + reaction.name().toLowerCase(Locale.ROOT) + " SIGTERM",
                () -> self.onTerm = reaction);
    }

    /** Crashes here. */
    void die() {
        scheduler.crash(self);
        scheduler.passing(self);
    }

    /** Gives every lock back without closing anything. */
    void unlockAll() {
        for (Description description : List.copyOf(self.descriptors)) {
            if (description.lock != Description.Lock.NONE) {
                scheduler.step(
                        self, Op.STEP, "unlocks " + description.name, () -> world.kernel.files.release(description));
            }
        }
    }

    /** Works until SIGTERM comes; for ever if it never does. */
    void serve() {
        scheduler.serve(self);
    }

    /** Does nothing, for ever. */
    void linger() {
        scheduler.await(self, Long.MAX_VALUE, Optional.empty());
    }

    void fillDisk() {
        scheduler.step(self, "fills the disk", () -> world.kernel.files.full = true);
    }

    void remountReadOnly() {
        scheduler.step(self, "remounts the disk read-only", () -> world.kernel.files.readOnly = true);
    }

    void setWallClock(int seconds) {
        scheduler.step(
                self, "sets the wall clock by " + seconds + " s", () -> world.kernel.wallOffsetSeconds += seconds);
    }

    /** Waits for the end of a process as its parent would. */
    void waitFor(SimProcess other) {
        scheduler.await(self, Long.MAX_VALUE, Optional.of(other));
    }

    /** Stops it, as Ctrl+Z does. */
    void stop(SimProcess other) {
        scheduler.step(self, "stop " + other, () -> world.kernel.stop(other));
    }

    /** Starts another process now. */
    SimProcess spawn(String name, Traits traits, World.Program program) {
        World.Starting starting = new World.Starting(name, traits, program);
        scheduler.step(self, "spawn " + name, () -> scheduler.admit(starting));
        return starting.process;
    }

    boolean running(SimProcess other) {
        return other.state == State.RUNNING;
    }
}
