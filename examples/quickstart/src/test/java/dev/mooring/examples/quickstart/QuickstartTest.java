package dev.mooring.examples.quickstart;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.RetryPolicy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.tyrus.server.Server;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void pricesComeAgainAfterTheFeedWasRestarted() throws Exception {
        Server feed = new Server("127.0.0.1", -1, "/", Map.of(), PriceFeed.class);
        feed.start();
        int port = feed.getPort();
        List<Price> prices = new CopyOnWriteArrayList<>();
        try (ResilientContainer container = ResilientContainer.builder()
                .retry(RetryPolicy.exponential(ofMillis(50), ofMillis(200)).maxRetries(RetryPolicy.UNLIMITED))
                .build()) {
            container.connectToServer(
                    new Prices("EURUSD", prices::add), URI.create("ws://127.0.0.1:" + port + "/prices"));
            await().untilAsserted(() -> assertThat(prices).hasToString("[EURUSD 1.25]"));

            feed.stop();
            feed = new Server("127.0.0.1", port, "/", Map.of(), PriceFeed.class);
            feed.start();
            await().untilAsserted(() -> assertThat(prices).hasToString("[EURUSD 1.25, EURUSD 1.25]"));
        } finally {
            feed.stop();
        }
    }
}
