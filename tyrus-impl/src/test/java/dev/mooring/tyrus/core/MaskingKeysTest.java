package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskingKeysTest {

    private static final int KEYS = 20_000; // some 20 blocks

    private final MaskingKeys keys = new MaskingKeys();

    @Test
    void keysDoNotRepeatAcrossBlocksAndUseAllTheirBits() {
        Set<Integer> seen = new HashSet<>();
        int[] ones = new int[32];
        for (int i = 0; i < KEYS; i++) {
            int key = keys.nextInt();
            seen.add(key);
            for (int bit = 0; bit < 32; bit++) {
                ones[bit] += key >>> bit & 1;
            }
        }
        assertThat(seen).hasSizeGreaterThan(KEYS - 5); // two equal ones in 2^32 happen
        assertThat(IntStream.of(ones).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(KEYS * 48 / 100, KEYS * 52 / 100));
    }

    @Test
    void twoGeneratorsDiffer() {
        assertThat(List.of(keys.nextInt(), keys.nextInt()))
                .isNotEqualTo(List.of(new MaskingKeys().nextInt(), new MaskingKeys().nextInt()));
    }

    @Test
    void noTwoThreadsGetTheSameKey() throws Exception {
        Set<Integer> seen = ConcurrentHashMap.newKeySet();
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> new Thread(() -> {
                    for (int i = 0; i < KEYS; i++) {
                        seen.add(keys.nextInt());
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSizeGreaterThan(4 * KEYS - 20);
    }
}
