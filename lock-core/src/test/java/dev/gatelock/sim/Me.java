package dev.gatelock.sim;

import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.Traits;
import dev.gatelock.spi.Platform;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a simulated program can do besides calling ports. */
final class Me {
    private final World world;
    private final SimProcess self;
    private final Stage stage;
    private final Platform platform;

    Me(World world, SimProcess self, Stage stage) {
        this.world = world;
        this.self = self;
        this.stage = stage;
        this.platform = SimPlatform.of(world, self, stage);
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
        stage.step(self, Op.BELIEVE, "holds it", () -> self.believes = true);
    }

    /** Says that it is about to give it up. */
    void disbelieve() {
        stage.step(self, Op.BELIEVE, "gives it up", () -> self.believes = false);
    }

    /** Remembers how it went, for the rules at the end. */
    void outcome(String text) {
        stage.at(self, () -> self.outcome = text);
        stage.note(self, "ends: " + text);
    }

    /** Is asked now to replace whoever owns. */
    void asksToReplace() {
        stage.at(self, () -> self.replacer = true);
        stage.note(self, "is asked to replace");
        stage.at(self, () -> self.queued |= world.strictlyAsked);
    }

    /** Will look no more for whom to replace; said by queueing where there is a queue. */
    void hasSampled() {
        stage.at(self, () -> self.queued = true);
    }

    /** For the trace. */
    void note(String text) {
        stage.note(self, text);
    }

    /** Breaks a rule of the scenario's own. */
    void fail(String violation) {
        stage.fail(self, violation);
    }

    void onTerm(OnTerm reaction) {
        stage.step(
                self,
                Op.ON_TERM,
                "will " + reaction.name().toLowerCase(Locale.ROOT) + " SIGTERM",
                () -> self.onTerm = reaction);
    }

    /** Crashes here. */
    void die() {
        stage.crash(self);
        stage.passing(self);
    }

    /** Gives every lock back without closing anything. */
    void unlockAll() {
        stage.step(self, Op.STEP, "unlocks everything", () -> List.copyOf(self.descriptors)
                .forEach(world.kernel.files::release));
    }

    /** Works until SIGTERM comes; for ever if it never does. */
    void serve() {
        stage.serve(self);
    }

    /** Does nothing, for ever. */
    void linger() {
        stage.await(self, Long.MAX_VALUE, Optional.empty());
    }

    void fillDisk() {
        stage.step(self, Op.STEP, "fills the disk", () -> world.kernel.files.full = true);
    }

    void remountReadOnly() {
        stage.step(self, Op.STEP, "remounts the disk read-only", () -> world.kernel.files.readOnly = true);
    }

    void setWallClock(int seconds) {
        stage.step(
                self,
                Op.STEP,
                "sets the wall clock by " + seconds + " s",
                () -> world.kernel.wallOffsetSeconds += seconds);
    }

    /** Waits for the end of a process as its parent would. */
    void waitFor(SimProcess other) {
        stage.await(self, Long.MAX_VALUE, Optional.of(other));
    }

    /** Stops it, as Ctrl+Z does. */
    void stop(SimProcess other) {
        stage.step(self, Op.STEP, "stop " + other, () -> world.kernel.stop(other));
    }

    /** Starts another process now. */
    SimProcess spawn(String name, Traits traits, World.Program program) {
        return stage.spawn(self, new World.Starting(name, traits, program));
    }
}
