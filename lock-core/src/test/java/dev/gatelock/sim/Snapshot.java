package dev.gatelock.sim;

import dev.gatelock.sim.Description.Lock;
import dev.gatelock.sim.SimProcess.OnTerm;
import dev.gatelock.sim.SimProcess.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** All that can change in a {@link Course} that loses no power, so that it can be gone back to. */
final class Snapshot {
    private final OfCourse course;
    private final OfKernel kernel;
    private final OfProcess[] processes;
    private final OfInode[] inodes;
    private final OfDescription[] descriptions;
    private final OfActor[] actors;

    Snapshot(Course course) {
        this.course = OfCourse.of(course);
        this.kernel = OfKernel.of(course.kernel);
        this.processes = course.kernel.processes.stream().map(OfProcess::of).toArray(OfProcess[]::new);
        List<OfInode> files = new ArrayList<>();
        List<OfDescription> open = new ArrayList<>();
        for (Inode inode : course.kernel.files.inodes()) {
            files.add(OfInode.of(inode));
            inode.opened.forEach(description -> open.add(OfDescription.of(description)));
        }
        this.inodes = files.toArray(OfInode[]::new);
        this.descriptions = open.toArray(OfDescription[]::new);
        this.actors = course.actors.stream().map(OfActor::of).toArray(OfActor[]::new);
    }

    void restore(Course into) {
        course.restore(into);
        kernel.restore(into.kernel);
        List<SimProcess> alive = new ArrayList<>(processes.length);
        for (OfProcess process : processes) {
            process.restore();
            alive.add(process.self);
        }
        into.kernel.restoreProcesses(alive);
        List<Inode> files = new ArrayList<>(inodes.length);
        for (OfInode inode : inodes) {
            inode.restore();
            files.add(inode.self);
        }
        into.kernel.files.restoreInodes(files);
        for (OfDescription description : descriptions) {
            description.restore();
        }
        into.actors.clear();
        for (OfActor actor : actors) {
            actor.restore();
            into.actors.add(actor.self);
        }
    }

    /** Makes it as another that was just born. */
    static void restore(SimProcess process, SimProcess like) {
        OfProcess.of(like).into(process);
        process.program = like.program;
    }

    private static <T> void refill(Collection<T> collection, T[] with) {
        collection.clear();
        collection.addAll(Arrays.asList(with));
    }

    private record OfCourse(
            Actor last,
            int preemptions,
            int recycles,
            int steps,
            Course.Story story,
            int placed,
            int early,
            int crashes,
            int lines) {
        static OfCourse of(Course c) {
            return new OfCourse(
                    c.last,
                    c.preemptions,
                    c.recycles,
                    c.steps,
                    c.story,
                    c.placed,
                    c.world.earlyTicks,
                    c.world.crashes,
                    c.trace.size());
        }

        void restore(Course c) {
            c.last = last;
            c.preemptions = preemptions;
            c.recycles = recycles;
            c.steps = steps;
            c.story = story;
            c.placed = placed;
            c.world.earlyTicks = early;
            c.world.crashes = crashes;
            c.trace.back(lines);
            c.over = false;
            c.violation = null;
        }
    }

    private record OfKernel(long time, long wallOffset, boolean full, boolean readOnly, long changes) {
        static OfKernel of(SimKernel k) {
            return new OfKernel(k.time, k.wallOffsetSeconds, k.files.full, k.files.readOnly, k.files.changes);
        }

        void restore(SimKernel k) {
            k.time = time;
            k.wallOffsetSeconds = wallOffset;
            k.files.full = full;
            k.files.readOnly = readOnly;
            k.files.changes = changes;
        }
    }

    private record OfProcess(
            SimProcess self,
            Description[] descriptors,
            State state,
            long diedAt,
            OnTerm onTerm,
            boolean termPending,
            long askedAt,
            boolean believes,
            boolean owned,
            SimProcess[] sawGone,
            boolean imageReplaced,
            boolean replacer,
            SimProcess[] sampled,
            boolean queued,
            String outcome,
            int portCalls,
            int inodesMade,
            long history) {
        static OfProcess of(SimProcess p) {
            return new OfProcess(
                    p,
                    p.descriptors.toArray(Description[]::new),
                    p.state,
                    p.diedAt,
                    p.onTerm,
                    p.termPending,
                    p.askedAt,
                    p.believes,
                    p.owned,
                    p.sawGone.toArray(SimProcess[]::new),
                    p.imageReplaced,
                    p.replacer,
                    p.sampled.toArray(SimProcess[]::new),
                    p.queued,
                    p.outcome,
                    p.portCalls,
                    p.inodesMade,
                    p.history);
        }

        void restore() {
            into(self);
        }

        void into(SimProcess p) {
            refill(p.descriptors, descriptors);
            p.state = state;
            p.diedAt = diedAt;
            p.onTerm = onTerm;
            p.termPending = termPending;
            p.askedAt = askedAt;
            p.believes = believes;
            p.owned = owned;
            refill(p.sawGone, sawGone);
            p.imageReplaced = imageReplaced;
            p.replacer = replacer;
            refill(p.sampled, sampled);
            p.queued = queued;
            p.outcome = outcome;
            p.portCalls = portCalls;
            p.inodesMade = inodesMade;
            p.history = history;
        }
    }

    private record OfInode(
            Inode self,
            int mode,
            int links,
            byte[] data,
            long dataHash,
            String[] names,
            Inode[] named,
            Description[] lockers,
            Description[] opened,
            boolean deletePending) {
        static OfInode of(Inode i) {
            return new OfInode(
                    i,
                    i.mode,
                    i.links,
                    i.data,
                    i.dataHash,
                    i.entries.keySet().toArray(String[]::new),
                    i.entries.values().toArray(Inode[]::new),
                    i.lockers.toArray(Description[]::new),
                    i.opened.toArray(Description[]::new),
                    i.deletePending);
        }

        void restore() {
            self.mode = mode;
            self.links = links;
            self.data = data;
            self.dataHash = dataHash;
            self.entries.clear();
            for (int n = 0; n < names.length; n++) {
                self.entries.put(names[n], named[n]);
            }
            refill(self.lockers, lockers);
            refill(self.opened, opened);
            self.deletePending = deletePending;
        }
    }

    private record OfDescription(
            Description self, Lock lock, SimProcess takenBy, boolean sharesDelete, int references) {
        static OfDescription of(Description d) {
            return new OfDescription(d, d.lock, d.takenBy, d.sharesDelete, d.references);
        }

        void restore() {
            self.lock = lock;
            self.takenBy = takenBy;
            self.sharesDelete = sharesDelete;
            self.references = references;
        }
    }

    private record OfActor(
            Actor self,
            Mood mood,
            Request pending,
            long deadline,
            SimProcess watched,
            boolean serving,
            boolean waking,
            Memory memory,
            boolean begun) {
        static OfActor of(Actor a) {
            return new OfActor(a, a.mood, a.pending, a.deadline, a.watched, a.serving, a.waking, a.memory, a.begun);
        }

        void restore() {
            self.mood = mood;
            self.pending = pending;
            self.deadline = deadline;
            self.watched = watched;
            self.serving = serving;
            self.waking = waking;
            self.memory = memory;
            self.begun = begun;
        }
    }
}
