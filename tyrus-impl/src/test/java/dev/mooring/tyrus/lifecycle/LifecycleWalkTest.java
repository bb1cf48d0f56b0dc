package dev.mooring.tyrus.lifecycle;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random walks, each from its own seed, that no rule of the session's life may be broken on. */
class LifecycleWalkTest {

    private static final int WALKS = 2_000;
    private static final int INPUTS = 200;

    @Test
    void noRuleIsBrokenOnRandomWalks() {
        LongStream.rangeClosed(1, WALKS).forEach(LifecycleWalkTest::walk);
    }

    private static void walk(long seed) {
        assertThatCode(() -> new Walker(seed).walk(INPUTS))
                .as("walk with seed %d", seed)
                .doesNotThrowAnyException();
    }
}
