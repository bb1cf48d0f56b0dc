package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.server.topic.Topic;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One of many members does not read: until it is disconnected neither the publisher nor the others wait long for it. */
@Tag("servers")
class SlowMemberTest {

    private static final int OTHERS = 70; // many enough for whatever a server does about many
    private static final String TEXT = "x".repeat(60_000);
    private static final int FRAME = 4 + 60_000;
    private static final Duration BOUND = Duration.ofSeconds(5); // half a send timeout: 0.2 s, and a busy machine

    @Test
    void whoDoesNotReadHoldsUpNeitherThePublisherNorTheOthers() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class));
                ReaderProcess others = new ReaderProcess(server.port(), "/guarded", OTHERS, FRAME);
                RawClient deaf = RawClient.upgradeWithSmallBuffer(server.port(), "/guarded")) {
            Topic topic = server.mooring().topics().topic("all");
            await().until(() -> topic.members().size() == OTHERS + 1);
            assertThat(deaf.isOpen()).isTrue();
            Duration publishing = Duration.ZERO;
            Duration arriving = Duration.ZERO;
            int rounds = 0;
            long begun = System.nanoTime();
            while (topic.members().size() > OTHERS) { // its connection may be given two seconds after the end
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
                rounds++;
                long start = System.nanoTime();
                topic.publish(TEXT);
                publishing = longer(publishing, start);
                others.awaitRound();
                arriving = longer(arriving, start);
            }
            System.out.printf(
                    "%s: the member that does not read is gone after %d messages; longest: publish %d ms, arrive %d ms%n",
                    TestServer.kind(), rounds, publishing.toMillis(), arriving.toMillis());
            assertThat(publishing).isLessThan(BOUND);
            assertThat(arriving).isLessThan(BOUND);
        }
    }

    private static Duration longer(Duration one, long start) {
        Duration other = Duration.ofNanos(System.nanoTime() - start);
        return one.compareTo(other) > 0 ? one : other;
    }
}
