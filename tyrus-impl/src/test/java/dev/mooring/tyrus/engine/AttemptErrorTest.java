package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.websocket.Attempt;
import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.ResilientSession;
import jakarta.websocket.ClientEndpointConfig;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What keeps an attempt from being made is told at once, and as what it is. */
class AttemptErrorTest {

    private final World world = new World();

    @Test
    void aHeaderWithoutAListOfValues() {
        assertSupplierFails(attempt -> Collections.singletonMap("Authorization", null), "Authorization");
    }

    @Test
    void aHeaderWithoutAValue() {
        assertSupplierFails(attempt -> Map.of("Authorization", Arrays.asList("a", null)), "Authorization");
    }

    @Test
    void aHeaderWithoutAName() {
        assertSupplierFails(attempt -> Collections.singletonMap(null, List.of("a")), "null");
    }

    @Test
    void anErrorOfASupplier() {
        assertSupplierFails(
                attempt -> {
                    throw new NoClassDefFoundError("thrown by a test, with a secret");
                },
                "NoClassDefFoundError");
    }

    @Test
    void whateverTheTransportThrows() {
        world.transport.script = attempt -> {
            throw new AssertionError("thrown by a test, with a secret");
        };
        Failure failure = failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        assertThat(failure.detail()).contains("AssertionError").doesNotContain("secret");
    }

    private void assertSupplierFails(Function<Attempt, Map<String, List<String>>> headers, String named) {
        world.headers = headers;
        Failure failure = failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.SUPPLIER);
        assertThat(failure.detail()).contains(named).doesNotContain("secret");
    }

    /** How the first attempt has failed by now. */
    private Failure failure() {
        world.initial = InitialConnect.failFast();
        CompletableFuture<ResilientSession> connecting = world.container()
                .connectAsync(
                        world.endpoint, ClientEndpointConfig.Builder.create().build(), World.HOME)
                .toCompletableFuture();
        assertThat(connecting).isCompletedExceptionally();
        Failure[] told = new Failure[1];
        assertThatThrownBy(connecting::join)
                .hasRootCauseInstanceOf(Throwable.class)
                .satisfies(thrown -> told[0] = failureOf(thrown));
        return told[0];
    }

    private static Failure failureOf(Throwable thrown) {
        Throwable each = thrown;
        while (!(each instanceof ConnectionException failed)) {
            each = each.getCause();
        }
        return failed.failure();
    }
}
