package dev.mooring.examples.quickstart;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import java.net.URI;

/** Prints prices until the feed ends. */
public final class Quickstart {

    private Quickstart() {}

    /** Takes the feed's URI and the pair of currencies. */
    public static void main(String[] args) throws Exception {
        try (ResilientContainer container = ResilientContainer.builder().build();
                ResilientSession session =
                        container.connectToServer(new Prices(args[1], System.out::println), URI.create(args[0]))) {
            session.closed().toCompletableFuture().join();
        }
    }
}
