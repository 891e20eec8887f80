package dev.gatelock.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Evidence;
import dev.gatelock.GateConfig;
import dev.gatelock.LockDirectory;
import dev.gatelock.OwnerRecord;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Directory;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileId;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.PortException;
import dev.gatelock.spi.ProcessIdentity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two locks, two records and two ways to look: which of them counts when they do not agree. */
class InvestigatorTest extends Story {
    private static final LockSighting NOT_LISTED = new LockSighting.NotListed(true);
    private static final LockSighting NOT_SEEN = new LockSighting.NotListed(false);
    private static final LockSighting NOBODY_VISIBLE = new LockSighting.Held(List.of());

    private Directory directory;
    private Investigator investigator;
    private FileId home;
    private FileId lock;

    @BeforeEach
    void open() throws PortException {
        machine.home().put(LOCK, "");
        directory = machine.directories().openOrCreate(SmallMachine.HOME);
        home = directory.id();
        lock = directory.stat(LOCK).orElseThrow().id();
        GateConfig config = new GateConfig(
                SmallMachine.HOME,
                OwnerRecord.Program.unknown(),
                GateConfig.Patience.standard(),
                LockDirectory.at(SmallMachine.HOME));
        investigator = new Investigator(Site.of(config, machine), directory);
    }

    @AfterEach
    void close() {
        directory.close();
    }

    private static LockSighting held(long pid) {
        return new LockSighting.Held(List.of(new LockHolder(pid, pid, false)));
    }

    private void listed(LockSighting ofLock, LockSighting ofHome) {
        machine.lists(Map.of(lock, ofLock, home, ofHome)::get);
    }

    @Test
    void whoHasTheFileIsTheTaker() {
        listed(held(800), held(801));
        assertThat(investigator.taker()).isEqualTo(held(800));
        listed(NOBODY_VISIBLE, held(801));
        assertThat(investigator.taker()).isEqualTo(NOBODY_VISIBLE);
    }

    @Test
    void elseWhoHasTheDirectory() {
        listed(NOT_LISTED, held(801));
        assertThat(investigator.taker()).isEqualTo(held(801));
        listed(NOT_SEEN, held(801));
        assertThat(investigator.taker()).isEqualTo(held(801));
        machine.home().remove(LOCK);
        assertThat(investigator.taker()).as("somebody deleted the file").isEqualTo(held(801));
    }

    /** "No lock is listed" is a proof only if it is one for both. */
    @Test
    void nobodyIsProvenOnlyByBoth() {
        listed(NOT_LISTED, NOT_LISTED);
        assertThat(investigator.taker()).isEqualTo(NOT_LISTED);
        listed(NOT_SEEN, NOT_LISTED);
        assertThat(investigator.taker()).isEqualTo(NOT_SEEN);
        listed(NOT_LISTED, NOT_SEEN);
        assertThat(investigator.taker()).isEqualTo(NOT_SEEN);
    }

    @Test
    void aFailedLookIsNoList() {
        machine.trouble().fail("stat", Fault.IO);
        assertThat(investigator.taker()).isInstanceOf(LockSighting.NoTable.class);
        assertThat(investigator.investigate()).isInstanceOf(Finding.Unverifiable.class);
        machine.trouble().repair();
        machine.trouble().fail("stat", Fault.NOT_FOUND);
        assertThat(investigator.investigate()).as("the home is gone").isInstanceOf(Finding.Nobody.class);
    }

    /** A bare pid is a hint; the kernel's list makes an owner of it, whichever of the two records it names. */
    @Test
    void aBarePidIsAnOwnerIfTheKernelListsIt() {
        machine.processes().alive(800, 5, "gateway");
        machine.processes().alive(801, 6, "gateway");
        machine.home().put(PID, "800");
        machine.home().put(LOCK, "801");
        listed(NOT_LISTED, NOT_LISTED);
        assertThat(investigator.provenOwner()).isEmpty();
        AtomicInteger looks = new AtomicInteger();
        machine.lists(file -> {
            looks.incrementAndGet();
            return held(801);
        });
        Finding.Owner owner = investigator.provenOwner().orElseThrow();
        assertThat(looks).as("one look for both records").hasValue(1);
        assertThat(owner.holder().pid()).isEqualTo(801);
        assertThat(owner.record().identity()).isEqualTo(ProcessIdentity.ofPid(801));
        assertThat(owner.evidence()).isEqualTo(Evidence.LOCK_TABLE);
        machine.home().put(PID, "4000");
        assertThat(investigator.provenOwner().orElseThrow().holder().pid())
                .as("a dead one is not looked for")
                .isEqualTo(801);
    }

    /** What a walk over all processes shows is better than the list. */
    @Test
    void whoReallyHasItCounts() {
        machine.processes().alive(801, 6, "worker");
        listed(held(800), NOT_LISTED);
        machine.shows(Map.of(lock, held(801), home, NOT_LISTED)::get);
        assertThat(investigator.investigate())
                .isInstanceOfSatisfying(Finding.Stranger.class, stranger -> assertThat(stranger.holders())
                        .extracting(h -> h.pid())
                        .containsExactly(801L));
        machine.shows(Map.of(lock, NOBODY_VISIBLE, home, held(801))::get);
        assertThat(investigator.investigate()).as("by the directory").isInstanceOf(Finding.Stranger.class);
        machine.shows(Map.of(lock, NOBODY_VISIBLE, home, NOT_LISTED)::get);
        assertThat(investigator.investigate()).as("nobody may be seen").isInstanceOf(Finding.Invisible.class);
    }

    /** Gone between the two looks, or not to be seen by the second: the list is asked once more. */
    @Test
    void whoIsNotShownIsAskedForAgain() {
        listed(held(800), NOT_LISTED);
        machine.shows(file -> NOT_LISTED);
        assertThat(investigator.investigate()).as("still listed").isInstanceOf(Finding.Stranger.class);
        machine.shows(file -> {
            listed(NOT_LISTED, NOT_LISTED);
            return NOT_LISTED;
        });
        listed(held(800), NOT_LISTED);
        assertThat(investigator.investigate()).as("gone by now").isInstanceOf(Finding.Nobody.class);
    }
}
