package dev.gatelock.internal.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatelock.Evidence;
import dev.gatelock.GatelockException;
import dev.gatelock.LeaseLostException;
import dev.gatelock.LockDirectory;
import dev.gatelock.OwnerRecord;
import dev.gatelock.Refusal;
import dev.gatelock.Refusal.Reason;
import dev.gatelock.Scope;
import dev.gatelock.ScopeClaim;
import dev.gatelock.ScopeStanding;
import dev.gatelock.ScopeStanding.State;
import dev.gatelock.doubles.KnownProcesses;
import dev.gatelock.doubles.SmallMachine;
import dev.gatelock.internal.record.RecordCodec;
import dev.gatelock.reports.Story;
import dev.gatelock.spi.Fault;
import dev.gatelock.spi.FileStat;
import dev.gatelock.spi.Inheritable;
import dev.gatelock.spi.LockHolder;
import dev.gatelock.spi.LockSighting;
import dev.gatelock.spi.ProcessIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One token, one user of it: who keeps us out, what is written, what is put back, and what a look says. */
class ScopesTest extends Story {
    private static final Scope TOKEN = Scope.of("token", "12345:secret");
    private static final String FILE = "token-" + TOKEN.hash() + ".lock";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final OwnerRecord OURS = record(KnownProcesses.identity(500, 800_000));

    private final EnteredScopes scopes = scopes();

    private EnteredScopes scopes() {
        return new EnteredScopes(Surroundings.of(machine), SmallMachine.HOME, OURS);
    }

    @AfterEach
    void allIsGivenBack() {
        scopes.release();
        scopes.release();
    }

    private ScopeClaim enter() throws Exception {
        return scopes.enter(TOKEN, PATIENCE);
    }

    private Refusal refusedToEnter() throws Exception {
        if (enter() instanceof ScopeClaim.Refused refused) {
            assertThat(refused.refusal().explain()).doesNotContain("secret");
            return refused.refusal();
        }
        throw new AssertionError("it was entered");
    }

    private String content() {
        return machine.home().text(FILE);
    }

    private String ours() {
        byte[] content = ScopeFile.of(TOKEN)
                .content(new RecordCodec(Long.MAX_VALUE), OURS, machine.clock().now());
        return new String(content, StandardCharsets.UTF_8);
    }

    private Duration waited() {
        return Duration.ofNanos(machine.clock().nanoTime());
    }

    /** Of another home: it will not go because we have come. */
    private static OwnerRecord other(ProcessIdentity identity) {
        return record(identity, "/another/home", "n");
    }

    private static String plain(long pid, String start) {
        return "{\"pid\":" + pid + ",\"start_time\":" + start + ",\"argv\":[]}";
    }

    @Test
    void whatIsWrittenIsExactlyOurRecord() throws Exception {
        machine.home().put(FILE, "x".repeat(5000));
        assertThat(enter()).isEqualTo(new ScopeClaim.Entered(TOKEN, Optional.empty()));
        assertThat(content()).isEqualTo(ours()).contains("\"scope\":\"token\"").doesNotContain("secret");
        assertThat(machine.home().locked(FILE)).isTrue();
        assertThat(scopes.kept()).hasSize(1);
        scopes.release();
        assertThat(content()).isEmpty();
        assertThat(machine.home().locked(FILE)).isFalse();
        assertThat(scopes.kept()).isEmpty();
    }

    @Test
    void aDeadOwnersRecordIsRecovered() throws Exception {
        machine.home().put(FILE, json(other(owner())));
        assertThat(enter()).isInstanceOfSatisfying(ScopeClaim.Entered.class, entered -> {
            assertThat(entered.recoveredFrom().orElseThrow().record()).isEqualTo(other(owner()));
            assertThat(entered.recoveredFrom().orElseThrow().why()).isEqualTo("pid 4711 is gone");
        });
    }

    @Test
    void aLiveOwnerRefusesAtOnce() throws Exception {
        machine.home().put(FILE, json(other(owner())));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, FILE);
        Refusal refusal = refusedToEnter();
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.evidence()).isEqualTo(Evidence.FDINFO);
        assertThat(refusal.holder().orElseThrow().pid()).isEqualTo(OWNER);
        assertThat(refusal.message())
                .isEqualTo("the scope token (" + TOKEN.hash() + ") is in use by pid 4711 (gateway run), up 2 h, home"
                        + " /another/home (the kernel shows the locked file open in it)");
        assertThat(waited()).isZero();
    }

    /** A child has the descriptor as well: the record names the owner, the kernel shows both. */
    @Test
    void theOwnerIsFoundAmongSeveralHolders() throws Exception {
        machine.home().put(FILE, json(other(owner())));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, FILE);
        machine.lists(file ->
                new LockSighting.Held(List.of(new LockHolder(800, OWNER, false), new LockHolder(OWNER, OWNER, false))));
        assertThat(refusedToEnter().evidence()).isEqualTo(Evidence.LOCK_TABLE);
        machine.lists(file -> new LockSighting.Held(List.of(new LockHolder(800, 800, true))));
        assertThat(refusedToEnter().evidence()).isEqualTo(Evidence.RECORD);
    }

    /** #28561: whoever had our own home before us is ending, and gives this up, too. */
    @Test
    void theLastOwnerOfOurOwnHomeIsWaitedFor() throws Exception {
        machine.home().put(FILE, json(record(owner())));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, FILE);
        assertThat(refusedToEnter().reason()).isEqualTo(Reason.HELD);
        assertThat(waited()).isEqualTo(PATIENCE);
        assertThat(machine.clock().waits()).containsOnly("50 ms for pid 4711");
        machine.clock().onWait(this::dies);
        assertThat(enter()).isInstanceOf(ScopeClaim.Entered.class);
    }

    /** The kernel names nobody: the record tells whose end to watch for. */
    @Test
    void theRecordedOwnerIsWatchedWhereTheKernelNamesNobody() throws Exception {
        machine.home().put(FILE, json(record(owner())));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(0, FILE);
        assertThat(refusedToEnter().evidence()).isEqualTo(Evidence.RECORD);
        assertThat(machine.clock().waits()).containsOnly("50 ms for pid 4711");
    }

    @Test
    void anOwnerThatNamesNoHomeDoesNotLeaveForUs() throws Exception {
        machine.home().put(FILE, plain(OWNER, Long.toString(START)));
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().lockedBy(OWNER, FILE);
        assertThat(refusedToEnter().message()).doesNotContain("home");
        assertThat(waited()).isZero();
    }

    @Test
    void whoIsNotNamedIsWaitedFor() throws Exception {
        machine.processes().alive(800, 5, "worker");
        machine.home().lockedBy(800, FILE);
        Refusal refusal = refusedToEnter();
        assertThat(refusal.reason()).isEqualTo(Reason.STRANGER);
        assertThat(refusal.message()).contains("is locked by pid 800 (worker)").endsWith("no record names it");
        assertThat(waited()).isEqualTo(PATIENCE);
        assertThat(machine.clock().waits()).containsOnly("50 ms for pid 800");
        machine.home().unlockAll(800);
        machine.home().lockedBy(0, FILE);
        assertThat(refusedToEnter())
                .satisfies(invisible -> assertThat(invisible.reason()).isEqualTo(Reason.INVISIBLE))
                .satisfies(invisible -> assertThat(invisible.message())
                        .endsWith("is locked by a process that cannot be seen from here"))
                .satisfies(invisible -> assertThat(invisible.evidence()).isEqualTo(Evidence.LOCK_TABLE));
        machine.lists(file -> new LockSighting.NoTable("none"));
        assertThat(refusedToEnter().evidence()).isEqualTo(Evidence.TRY_LOCK);
    }

    @Test
    void anOwnerInAContainerIsSaidToBeElsewhere() throws Exception {
        ProcessIdentity inside = new ProcessIdentity(
                7, owner().startTime(), owner().bootId(), OptionalLong.of(99), owner().uid(), Optional.of("box"));
        machine.home().put(FILE, json(other(inside)));
        machine.home().lockedBy(0, FILE);
        Refusal refusal = refusedToEnter();
        assertThat(refusal.reason()).isEqualTo(Reason.INVISIBLE);
        assertThat(refusal.message())
                .endsWith("is in use by a process that cannot be seen from here: pid 7 on box, home /another/home");
        assertThat(waited()).isZero();
        machine.processes().alive(800, START, "gateway");
        machine.home().lockedBy(800, FILE);
        assertThat(refusedToEnter().holder().orElseThrow().pid())
                .as("the pid that it has here")
                .isEqualTo(800);
        machine.lists(
                file -> new LockSighting.Held(List.of(new LockHolder(800, 800, true), new LockHolder(801, 800, true))));
        assertThat(refusedToEnter().reason()).isEqualTo(Reason.INVISIBLE);
    }

    @Test
    void anotherLeaseOfThisProcessIsSaidToBeOne() throws Exception {
        enter().ensureEntered();
        EnteredScopes second = scopes();
        assertThat(second.enter(TOKEN, PATIENCE)).isInstanceOfSatisfying(ScopeClaim.Refused.class, refused -> {
            assertThat(refused.refusal().reason()).isEqualTo(Reason.SAME_JVM);
            assertThat(refused.refusal().message()).contains("another lease of this process");
        });
        assertThat(waited()).isZero();
        second.release();
        assertThat(content()).isEqualTo(ours());
    }

    /** No kernel lock, but a live process: an implementation without locks. */
    @Test
    void aLiveOwnerWithoutALockIsRespected() throws Exception {
        machine.home().put(FILE, plain(OWNER, Long.toString(START)));
        machine.processes().alive(OWNER, START, "gateway", "run");
        Refusal refusal = refusedToEnter();
        assertThat(refusal.reason()).isEqualTo(Reason.HELD);
        assertThat(refusal.evidence()).isEqualTo(Evidence.RECORD);
        assertThat(content()).isEqualTo(plain(OWNER, Long.toString(START)));
        assertThat(machine.home().locked(FILE)).isFalse();
    }

    @Test
    void ourOwnRecordWithoutAStartTimeIsNoObstacle() throws Exception {
        machine.home().put(FILE, plain(500, "null"));
        assertThat(enter()).isEqualTo(new ScopeClaim.Entered(TOKEN, Optional.empty()));
    }

    /** The same pid on another boot, or in another container, is not ours. */
    @Test
    void ourPidElsewhereIsNotOurs() throws Exception {
        ProcessIdentity earlier = new ProcessIdentity(
                500,
                OptionalLong.empty(),
                Optional.of("b"),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty());
        machine.home().put(FILE, json(other(earlier)));
        assertThat(enter()).isInstanceOfSatisfying(ScopeClaim.Entered.class, e -> assertThat(e.recoveredFrom())
                .isPresent());
        scopes.release();
        ProcessIdentity inside = new ProcessIdentity(
                500,
                OptionalLong.empty(),
                Optional.empty(),
                OptionalLong.of(99),
                OptionalLong.empty(),
                Optional.empty());
        machine.home().put(FILE, json(other(inside)));
        EnteredScopes second = scopes();
        assertThat(second.enter(TOKEN, PATIENCE))
                .isInstanceOfSatisfying(ScopeClaim.Entered.class, e -> assertThat(e.recoveredFrom())
                        .isPresent());
        second.release();
    }

    /** Another user's file cannot be opened; the kernel tells whether it is locked (#56402). */
    @Test
    void anotherUsersFileIsInUseIfTheKernelSaysSo() throws Exception {
        machine.home().lockedBy(800, FILE);
        machine.processes().alive(800, 5, "gateway");
        machine.trouble().fail("open " + FILE, Fault.PERMISSION);
        assertThat(refusedToEnter().reason()).isEqualTo(Reason.STRANGER);
        machine.home().unlockAll(800);
        assertThatThrownBy(this::enter).isInstanceOfSatisfying(GatelockException.class, e -> assertThat(e.category())
                .isEqualTo(GatelockException.Category.PERMISSION));
        machine.home().lockedBy(800, FILE);
        machine.trouble().fail("open " + FILE, Fault.IO);
        assertThatThrownBy(this::enter).isInstanceOf(GatelockException.class);
    }

    /** An implementation without locks removed the empty file before it was written: the next one counts. */
    @Test
    void aFileThatWasSwappedIsEnteredAnew() throws Exception {
        boolean[] swapped = new boolean[1];
        machine.trouble().before("overwrite " + FILE, () -> {
            if (!swapped[0]) {
                machine.home().remove(FILE);
                machine.home().put(FILE, "");
            }
            swapped[0] = true;
        });
        enter().ensureEntered();
        assertThat(content()).isEqualTo(ours());
        assertThat(machine.home().locked(FILE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "garbage that is longer"})
    void whatCannotBeWrittenIsAsItWas(String start) throws Exception {
        String before = start.length() > 10 ? start + "x".repeat(4000) : start;
        machine.home().put(FILE, before);
        for (String call : List.of("truncate " + FILE, "overwrite " + FILE)) {
            machine.trouble().failOnce(call, Fault.NO_SPACE);
            assertThatThrownBy(this::enter).isInstanceOf(GatelockException.class);
            assertThat(content()).as(call).isEqualTo(before);
        }
        machine.trouble().fail("truncate " + FILE, Fault.IO).fail("overwrite " + FILE, Fault.IO);
        assertThatThrownBy(this::enter).isInstanceOf(GatelockException.class);
        assertThat(machine.home().locked(FILE)).isFalse();
    }

    @Test
    void enteringAgainIsTheSameAnswerAndAnotherThreadMayEnter() throws Exception {
        ScopeClaim first = enter();
        assertThat(enter()).isSameAs(first);
        ScopeClaim second = CompletableFuture.supplyAsync(() -> {
                    try {
                        return scopes.enter(Scope.of("other", "x"), PATIENCE);
                    } catch (GatelockException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .get(20, TimeUnit.SECONDS);
        assertThat(second).isInstanceOf(ScopeClaim.Entered.class);
        assertThat(scopes.kept()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void afterTheEndNothingIsEntered() {
        scopes.release();
        assertThatThrownBy(this::enter).isInstanceOf(LeaseLostException.class);
        assertThat(machine.home().names()).isEmpty();
    }

    @Test
    void whatIsEnteredWhileTheLeaseIsClosedIsGivenBack() {
        machine.trouble().before("overwrite " + FILE, scopes::release);
        assertThatThrownBy(this::enter).isInstanceOf(LeaseLostException.class);
        assertThat(content()).isEmpty();
        assertThat(machine.home().locked(FILE)).isFalse();
    }

    @Test
    void withoutScopesNothingIsTouched() throws Exception {
        scopes.check();
        assertThat(machine.trouble().calls()).isEmpty();
        assertThat(scopes.kept()).isEqualTo(List.<Inheritable>of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "garbage that is much longer than the record"})
    void whatSomebodyOverwroteIsPutBack(String garbage) throws Exception {
        enter().ensureEntered();
        machine.home().put(FILE, garbage.length() > 10 ? garbage.repeat(50) : garbage);
        scopes.check();
        assertThat(content()).isEqualTo(ours());
        machine.home().remove(FILE);
        machine.home().put(FILE, garbage.length() > 10 ? garbage.repeat(50) : garbage);
        scopes.check();
        assertThat(content()).isEqualTo(ours());
        assertThat(machine.home().locked(FILE)).isTrue();
    }

    @Test
    void whatSomebodyRemovedIsPutBack() throws Exception {
        enter().ensureEntered();
        machine.home().remove(FILE);
        scopes.check();
        assertThat(content()).isEqualTo(ours());
        assertThat(machine.home().locked(FILE)).isTrue();
        int open = machine.home().open();
        machine.home().remove(FILE);
        scopes.check();
        assertThat(machine.home().open()).as("the removed file is closed").isEqualTo(open);
        scopes.check();
    }

    @Test
    void whatAnotherTookIsLost() throws Exception {
        enter().ensureEntered();
        machine.processes().alive(OWNER, START, "gateway", "run");
        machine.home().put(FILE, plain(OWNER, Long.toString(START)));
        assertThatThrownBy(scopes::check)
                .isInstanceOf(LeaseLostException.class)
                .hasMessageEndingWith(FILE + " names pid 4711 now");
        machine.home().put(FILE, plain(500, "800000"));
        scopes.check();
        machine.home().remove(FILE);
        machine.home().put(FILE, plain(OWNER, Long.toString(START)));
        int open = machine.home().open();
        assertThatThrownBy(scopes::check).isInstanceOf(LeaseLostException.class);
        assertThat(machine.home().open()).isEqualTo(open);
        assertThat(machine.home().locked(FILE)).isFalse();
        machine.home().lockedBy(OWNER, FILE);
        assertThatThrownBy(scopes::check).hasMessageEndingWith("was replaced and is held by somebody else");
    }

    @Test
    void aLockThatIsGoneIsSaidToBe() throws Exception {
        enter().ensureEntered();
        machine.home().losesLock(FILE);
        assertThatThrownBy(scopes::check).hasMessageEndingWith(FILE + " is gone");
    }

    @Test
    void aDirectoryThatWasMovedIsOpenedAgain() throws Exception {
        enter().ensureEntered();
        int open = machine.home().open();
        int calls = machine.trouble().calls().size();
        scopes.check();
        assertThat(machine.trouble()
                        .calls()
                        .subList(calls, machine.trouble().calls().size()))
                .doesNotContain("home openOrCreate");
        machine.home().moved();
        scopes.check();
        assertThat(machine.trouble().calls()).endsWith("stat " + FILE).contains("close", "home openOrCreate");
        assertThat(machine.home().open()).isEqualTo(open);
    }

    private List<ScopeStanding> probe() throws GatelockException {
        return LockDirectory.at(SmallMachine.HOME).probe(machine);
    }

    private ScopeStanding only() throws GatelockException {
        assertThat(probe()).hasSize(1);
        return probe().get(0);
    }

    @Test
    void aLookSaysWhoUsesIt() throws Exception {
        machine.home().put("gateway.pid", "no scope");
        machine.home().put("not-a-scope.lock", "");
        machine.home().put(FILE, "");
        assertThat(only().state()).isEqualTo(State.EMPTY);
        assertThat(only().message()).isEqualTo("not in use");
        machine.home().put(FILE, "4711");
        assertThat(only().state()).isEqualTo(State.CORRUPT);
        assertThat(only().message()).isEqualTo("not in use; the file is not an object");
        machine.home().put(FILE, " \n" + plain(OWNER, "5"));
        assertThat(only().state()).isEqualTo(State.STALE);
        assertThat(only().message()).isEqualTo("not in use; pid 4711 is gone");
        assertThat(only().owner().record()).isPresent();
        assertThat(only().owner().age()).isEmpty();
        machine.processes().alive(OWNER, 5, "gateway");
        assertThat(only().state()).isEqualTo(State.ALIVE);
        assertThat(only().message()).contains("in use by pid 4711").endsWith("without a kernel lock");
        assertThat(only().owner().evidence()).isEqualTo(Evidence.RECORD);
        machine.home().lockedBy(OWNER, FILE);
        assertThat(only().state()).isEqualTo(State.HELD);
        assertThat(only().owner().evidence()).isEqualTo(Evidence.FDINFO);
        assertThat(only().owner().holders()).singleElement().satisfies(h -> assertThat(h.record())
                .isPresent());
        assertThat(machine.trouble().calls()).noneMatch(call -> call.startsWith("probeLock"));
    }

    /** The record belongs to one of the holders, or to none. */
    @Test
    void aLookGivesTheRecordToWhomItNames() throws Exception {
        machine.home().put(FILE, json(other(owner())));
        machine.processes().alive(OWNER, START, "gateway");
        machine.processes().alive(800, 5, "worker");
        machine.lists(file ->
                new LockSighting.Held(List.of(new LockHolder(OWNER, OWNER, true), new LockHolder(800, OWNER, true))));
        assertThat(only().owner().holders())
                .extracting(h -> h.record().isPresent())
                .containsExactly(true, false);
        dies();
        assertThat(only().owner().holders())
                .extracting(h -> h.record().isPresent())
                .containsExactly(false, false);
        ProcessIdentity inside = new ProcessIdentity(
                7, owner().startTime(), owner().bootId(), OptionalLong.of(99), owner().uid(), owner().host());
        machine.home().put(FILE, json(other(inside)));
        assertThat(only().owner().holders())
                .extracting(h -> h.record().isPresent())
                .containsExactly(true, true);
    }

    @Test
    void aLookAtWhatCannotBeSeen() throws Exception {
        machine.home().lockedBy(0, FILE);
        assertThat(only().message()).isEqualTo("in use by a process that cannot be seen from here");
        assertThat(only().owner().evidence()).isEqualTo(Evidence.LOCK_TABLE);
        machine.lists(file -> new LockSighting.NotListed(false));
        assertThat(only().state()).isEqualTo(State.HELD);
        assertThat(only().owner().evidence()).isEqualTo(Evidence.TRY_LOCK);
        machine.home().unlockAll(0);
        assertThat(only().state()).isEqualTo(State.EMPTY);
        machine.trouble().fail("stat", Fault.IO);
        assertThat(only().state()).isEqualTo(State.UNVERIFIABLE);
        assertThat(only().message()).startsWith("it cannot be told: ");
        machine.trouble().repair();
        machine.home().putOther(FILE, FileStat.Kind.SYMLINK);
        machine.lists(file -> new LockSighting.NotListed(true));
        assertThat(only().state()).isEqualTo(State.CORRUPT);
        assertThat(only().message()).contains("cannot be read");
    }

    /** The walk over all processes is for a list that names nobody. */
    @Test
    void aLookWalksOnlyWhereTheListNamesNobody() throws Exception {
        machine.home().lockedBy(0, FILE);
        LockSighting walked = new LockSighting.Held(List.of(new LockHolder(801, 801, true)));
        machine.shows(file -> walked);
        assertThat(only().owner().holders()).extracting(h -> h.pid()).containsExactly(801L);
        machine.home().lockedBy(800, FILE);
        assertThat(only().owner().holders()).extracting(h -> h.pid()).containsExactly(800L);
    }

    @Test
    void aLookTellsTheAge() throws Exception {
        machine.home().put(FILE, "{\"pid\":4711,\"updated_at\":\"2026-11-22T09:00:00.123456+00:00\"}");
        assertThat(only().owner().age()).contains(Duration.ofHours(1));
        machine.home().put(FILE, "{\"pid\":4711,\"updated_at\":\"2026-11-22T11:00:00.123456+00:00\"}");
        assertThat(only().owner().age()).as("from the future").contains(Duration.ZERO);
    }

    @Test
    void aLookIsInOrder() throws Exception {
        for (String name : List.of("b", "c", "a")) {
            machine.home().put(name + "-0123456789abcdef.lock", "");
        }
        assertThat(probe()).extracting(ScopeStanding::name).containsExactly("a", "b", "c");
        machine.trouble().fail("home view", Fault.NOT_FOUND);
        assertThat(probe()).isEmpty();
        machine.trouble().fail("home view", Fault.PERMISSION);
        assertThatThrownBy(this::probe).isInstanceOf(GatelockException.class);
    }

    /** The scopes of exactly the replaced process, unless it lives or cannot be told from another. */
    @Test
    void onlyTheReplacedOwnersScopesAreVoided() {
        String own = json(other(owner()));
        machine.home().put(FILE, own);
        voided(other(ProcessIdentity.ofPid(OWNER)));
        assertThat(content()).isEqualTo(own);
        machine.processes().alive(OWNER, START, "gateway");
        voided(other(owner()));
        assertThat(content()).as("it lives").isEqualTo(own);
        dies();
        voided(other(KnownProcesses.identity(OWNER, START + 1)));
        voided(other(KnownProcesses.identity(OWNER + 1, START)));
        assertThat(content()).isEqualTo(own);
        machine.home().lockedBy(800, FILE);
        voided(other(owner()));
        assertThat(content()).as("in use").isEqualTo(own);
        machine.home().unlockAll(800);
        machine.home().put("gateway.pid", own);
        voided(other(owner()));
        assertThat(content()).isEmpty();
        assertThat(machine.home().text("gateway.pid")).as("no scope").isEqualTo(own);
    }

    /** Between the look and the lock it may have been swapped or taken. */
    @Test
    void whatChangedMeanwhileIsNotVoided() {
        String own = json(other(owner()));
        String next = json(other(KnownProcesses.identity(800, 7)));
        machine.home().put(FILE, own);
        machine.trouble().before("tryLock", () -> machine.home().put(FILE, next));
        voided(other(owner()));
        assertThat(content()).isEqualTo(next);
        machine.home().put(FILE, own);
        machine.trouble().before("tryLock", () -> {
            machine.home().remove(FILE);
            machine.home().put(FILE, own);
        });
        voided(other(owner()));
        assertThat(content()).isEqualTo(own);
        machine.trouble().before("tryLock", () -> machine.home().remove(FILE));
        voided(other(owner()));
        assertThat(machine.home().names()).doesNotContain(FILE);
    }

    private void voided(OwnerRecord replaced) {
        VoidedScopes.of(Surroundings.of(machine), SmallMachine.HOME, replaced);
        assertThat(machine.home().open()).isZero();
    }
}
