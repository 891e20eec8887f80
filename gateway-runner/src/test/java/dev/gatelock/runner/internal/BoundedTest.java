package dev.gatelock.runner.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void saysNothingIfAllIsWell() {
        assertThat(Bounded.run("x", LONG, () -> 1)).isEmpty();
    }

    @Test
    void saysWhatFailed() {
        assertThat(Bounded.run("x", LONG, () -> {
                    throw new IllegalStateException("because");
                }))
                .contains("because");
        assertThat(Bounded.run("x", LONG, () -> {
                    throw new StackOverflowError();
                }))
                .contains("StackOverflowError");
    }

    @Test
    void goesOnWithoutAStepThatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        assertThat(Bounded.run("x", Duration.ZERO, () -> {
                    never.await();
                    return null;
                }))
                .contains("did not end within 0 s");
        never.countDown();
    }

    /** Teardown is not cut short by an interrupt, and the interrupt is not lost. */
    @Test
    void keepsAnInterruptForLater() {
        Thread.currentThread().interrupt();
        assertThat(Bounded.run("x", LONG, () -> 1)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
