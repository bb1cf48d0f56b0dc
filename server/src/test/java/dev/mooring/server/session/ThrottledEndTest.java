package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.RateLimit;
import dev.mooring.server.policy.RateLimit.Excess;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection that ends while a message of its session waits for the rate limit. */
@Tag("servers")
class ThrottledEndTest {

    public static final class Throttled extends ResilientConfigurator {
        public Throttled() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .rateLimit(
                            RateLimit.of(1).per(Duration.ofMinutes(1)).burst(1).whenExceeded(Excess.THROTTLE))
                    .delivery(Delivery.resumable())
                    .build());
        }
    }

    @ServerEndpoint(value = "/throttled", configurator = Throttled.class)
    public static final class Slow {
        @OnMessage
        public String message(String text) {
            return text;
        }
    }

    @Test
    void aMessageThatWaitedInVainIsNotAcknowledged() throws Exception {
        try (TestServer server = TestServer.start(Deployment.of(Slow.class))) {
            EndpointBinding binding =
                    server.mooring().runtime().bindings().iterator().next();
            ResumeResponse answer;
            try (RawClient first = open(server, "1")) {
                answer = ResumeResponse.parse(first.header(ResumeRequest.HEADER));
                first.text("one");
                assertThat(first.readText()).isEqualTo("one");
                first.text("two");
                await().until(ThrottledEndTest::isOneWaiting);
                binding.guardedSessions().iterator().next().endNow(Reasons.EXPIRED);
                await().until(() -> !isOneWaiting());
            }
            await().until(() -> binding.guardedSessions().isEmpty());
            try (RawClient second = open(server, new ResumeRequest(answer.id(), answer.token(), 1, 1).format())) {
                ResumeResponse resumed = ResumeResponse.parse(second.header(ResumeRequest.HEADER));
                assertThat(resumed.resumed()).isTrue();
                assertThat(resumed.received()).isEqualTo(1);
                assertThat(resumed.processed()).isEqualTo(1);
                second.text("two");
                assertThat(second.readText()).isEqualTo("two");
                second.close(1000);
            }
            assertThat(binding.counts().snapshot()).containsEntry("rateLimited", 0L);
        }
    }

    private static boolean isOneWaiting() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().equals(Meter.class.getName()));
    }

    private static RawClient open(TestServer server, String header) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/throttled", ResumeRequest.HEADER + ": " + header);
    }
}
