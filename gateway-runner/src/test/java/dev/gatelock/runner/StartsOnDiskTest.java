package dev.gatelock.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatelock.Gate;
import dev.gatelock.Platforms;
import dev.gatelock.StartHistory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ledger-lost-updates #66479 on the real file system. */
class StartsOnDiskTest {
    private static final int STARTS = 32;

    @TempDir
    private Path home;

    @Test
    void ofThirtyTwoAtOnceNoneIsLost() throws Exception {
        Gate gate = Gate.at(home).platform(new Unhurried(Platforms.current())).open();
        CountDownLatch together = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(STARTS);
        List<Integer> counts = new ArrayList<>();
        try {
            List<Future<StartHistory>> pending = IntStream.range(0, STARTS)
                    .mapToObj(i -> threads.submit(() -> {
                        together.await();
                        return gate.registerStart(0);
                    }))
                    .toList();
            together.countDown();
            for (Future<StartHistory> one : pending) {
                counts.add(one.get().recentStarts());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readAllLines(home.resolve("gateway-starts.log"))).hasSize(STARTS);
        assertThat(counts).allMatch(count -> count > 0); // 0 would be a ledger that could not be used
    }
}
