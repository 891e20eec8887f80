package dev.gatelock.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What has no more memory says so before it is full, and has lost nothing by then. */
class LongMapTest {
    private static final long NEVER = -1;

    @Test
    void tellsThatItCanGrowNoMore() {
        LongMap map = new LongMap(NEVER, 1 << 20);
        long key = 0;
        while (!map.isFull()) {
            map.put(Tokens.mix(++key), key);
            assertThat(map.size()).isEqualTo((int) key).isLessThan(1 << 20);
        }
        for (long i = 1; i <= key; i++) {
            assertThat(map.get(Tokens.mix(i))).isEqualTo(i);
        }
        assertThat(map.get(Tokens.mix(key + 1))).isEqualTo(NEVER);
    }
}
