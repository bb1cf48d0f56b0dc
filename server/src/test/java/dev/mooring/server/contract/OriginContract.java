package dev.mooring.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.RawClient;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of Origin values against a real server. */
abstract class OriginContract extends ServerContract {

    static final AtomicInteger OPENED = new AtomicInteger();

    public static class Table extends ResilientConfigurator {
        public Table() {
            super(ServerPolicy.builder()
                    .allowOrigins(OriginTable.ALLOWED)
                    .maxConnections(100_000)
                    .build());
        }
    }

    @ServerEndpoint(value = "/origin", configurator = Table.class)
    public static class Target {
        @OnOpen
        public void open(Session session) {
            OPENED.incrementAndGet();
            session.getAsyncRemote().sendText("open");
        }
    }

    private int expected;

    /** The rows whose oddity this server hides from us, by name: they pass as the allowed origin that is left. */
    abstract Set<String> hidden();

    @BeforeAll
    void startCounting() {
        OPENED.set(0);
    }

    @AfterAll
    void whoeverWasRefusedHasNeverOpened() {
        assertThat(OPENED).hasValue(expected);
        assertThat(binding("/origin").guard().rejections().snapshot())
                .hasEntrySatisfying(403, refused -> assertThat(refused).isGreaterThan(60));
    }

    static List<OriginTable.Row> rows() {
        return OriginTable.rows();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyAllowedOriginsOpen(OriginTable.Row row) throws Exception {
        boolean passes = row.passes() || hidden().contains(row.name());
        try (RawClient client = connect("/origin", row.lines().toArray(new String[0]))) {
            assertThat(client.isOpen()).isEqualTo(passes);
            if (passes) {
                expected++;
                assertThat(client.readText()).isEqualTo("open");
            } else {
                sendAnyway(client);
            }
        }
    }

    @Test
    void theTableIsLongEnough() {
        assertThat(OriginTable.rows()).hasSizeGreaterThan(60);
    }

    /** Whoever is refused may still talk. */
    private static void sendAnyway(RawClient client) {
        try {
            client.text("let me in");
        } catch (IOException e) {
            return; // closed already
        }
    }
}
