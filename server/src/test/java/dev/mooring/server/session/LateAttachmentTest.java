package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.auth.FirstMessageAuth;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.resume.SessionRecord;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.security.Principal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection that ends at the very moment in which it takes its session over. */
@Tag("servers")
class LateAttachmentTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final CountDownLatch COMPARED = new CountDownLatch(1);
    private static final CountDownLatch GO_ON = new CountDownLatch(1);

    public static final class Resumable extends ResilientConfigurator {
        public Resumable() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .authenticateFirstMessage(FirstMessageAuth.of(LateAttachmentTest::verify)
                            .within(Duration.ofSeconds(60))
                            .replyWith("welcome"))
                    .delivery(Delivery.resumable().window(WINDOW))
                    .build());
        }
    }

    @ServerEndpoint(value = "/late", configurator = Resumable.class)
    public static final class Late {
        @OnMessage
        public String message(String text) {
            return text;
        }
    }

    private static Principal verify(String token) {
        return token.equals("slow") ? new SlowlyCompared() : () -> "alice";
    }

    /** Holds whoever compares it with the owner of the session that is to be taken over. */
    private static final class SlowlyCompared implements Principal {
        @Override
        public String getName() {
            boolean compared = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(SessionRecord.class.getName())));
            if (compared) {
                COMPARED.countDown();
                try {
                    GO_ON.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return "alice";
        }
    }

    @Test
    void aSessionTakenOverByAConnectionThatEndsJustThenStillExpires() throws Exception {
        SessionStore store = SessionStore.inMemory();
        try (TestServer server = TestServer.start(Deployment.of(Late.class).keptIn(store))) {
            EndpointBinding binding =
                    server.mooring().runtime().bindings().iterator().next();
            ResumeResponse answer;
            try (RawClient first = open(server, "1")) {
                answer = ResumeResponse.parse(first.header(ResumeRequest.HEADER));
                first.text("quick");
                assertThat(first.readText()).isEqualTo("welcome");
            }
            await().until(() -> binding.guardedSessions().isEmpty());
            try (RawClient second = open(server, new ResumeRequest(answer.id(), answer.token(), 0, 0).format())) {
                second.text("slow");
                assertThat(COMPARED.await(30, TimeUnit.SECONDS)).isTrue();
                GuardedSession ending = binding.guardedSessions().iterator().next();
                Thread container = new Thread(
                        () -> ending.closedByContainer(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "gone")));
                container.start();
                await().until(() -> container.getState() == Thread.State.BLOCKED);
                GO_ON.countDown();
                container.join(30_000);
            }
            await().until(() -> {
                store.expire(server.mooring().runtime().ticker().nanos() + 2 * WINDOW.toNanos());
                return store.sessions() == 0;
            });
        }
    }

    private static RawClient open(TestServer server, String header) throws Exception {
        return RawClient.upgrade(server.port(), server.root() + "/late", ResumeRequest.HEADER + ": " + header);
    }
}
