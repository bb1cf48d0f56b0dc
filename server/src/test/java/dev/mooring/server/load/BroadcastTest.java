package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.TestServer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A broadcast by the topic against the best loop over the bare container's sessions: medians of several processes, for one
 * differs from the next. The build lets it run a little; costs are compared by the long run alone, for a build has neighbours.
 */
@Tag("servers")
class BroadcastTest {

    private static final int FORKS = Proof.scaled(1, 3);
    private static final double BOUND = 1.2;

    @Test
    void aTopicCostsLittleMoreThanTheBestBareLoop() throws Exception {
        double[] toAsync = new double[FORKS];
        double[] toBlocking = new double[FORKS];
        for (int i = 0; i < FORKS; i++) {
            String[] ratios = Fork.output(BroadcastCost.class).split(" ");
            toAsync[i] = Double.parseDouble(ratios[0]);
            toBlocking[i] = Double.parseDouble(ratios[1]);
        }
        System.out.printf(
                "%s: CPU of a broadcast to that of the bare loop: asynchronous %.2f, blocking %.2f%n",
                TestServer.kind(), median(toAsync), median(toBlocking));
        if (Proof.isWhole()) {
            assertThat(Math.max(median(toAsync), median(toBlocking)))
                    .as("CPU of the topic to CPU of the best loop")
                    .isLessThanOrEqualTo(BOUND);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
