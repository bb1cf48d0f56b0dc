package dev.mooring.cli.connect;

import dev.mooring.cli.OptionCheck;
import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.ResilientContainer;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long things may take, how much is kept, and when a host is left alone. */
final class LimitOptions {

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            description = "How long opening a connection may take: TCP, TLS and upgrade together. Default: 10s.")
    Duration connectTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--send-timeout",
            paramLabel = "TIME",
            description = "A connection that could not be written to for so long is dead. Default: 10s.")
    Duration sendTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--circuit-failures",
            paramLabel = "N",
            description =
                    "Failed attempts in a row after which a host is left alone for a while, 1 to 10000. Default: 5.")
    int circuitFailures = CircuitBreakerPolicy.defaults().failures();

    @Option(names = "--circuit-reset", paramLabel = "TIME", description = "How long it is left alone. Default: 60s.")
    Duration circuitReset = CircuitBreakerPolicy.defaults().reset();

    @Option(
            names = "--outbox-messages",
            paramLabel = "N",
            description =
                    "How many lines may be read ahead of what is written to the connection, from 1; beyond that (or 16 MiB)"
                            + " reading waits. Default: 10000.")
    int outboxMessages = Outbox.defaults().maxMessages();

    @Option(
            names = "--resumable",
            description =
                    "Resumable delivery: nothing is lost, repeated or out of order. Fails if the server does not speak it.")
    boolean resumable;

    void apply(OptionCheck check, ResilientContainer.Builder container) {
        check.of("--connect-timeout", () -> container.connectTimeout(connectTimeout));
        check.of("--send-timeout", () -> container.sendTimeout(sendTimeout));
        CircuitBreakerPolicy counted =
                check.of("--circuit-failures", () -> CircuitBreakerPolicy.afterFailures(circuitFailures));
        container.circuitBreaker(check.of("--circuit-reset", () -> counted.resetAfter(circuitReset)));
        if (resumable) {
            container.delivery(Delivery.resumable().whenUnsupported(Delivery.Unsupported.FAIL));
        }
        container.outbox(check.of("--outbox-messages", this::outbox));
    }

    /** Of one message at least, for a line has to wait somewhere; and as long as it takes, for a pipe has time. */
    private Outbox outbox() {
        if (outboxMessages < 1 || outboxMessages > Outbox.MAX_MESSAGES) {
            throw new IllegalArgumentException(
                    "outbox messages must be between 1 and " + Outbox.MAX_MESSAGES + ", but is " + outboxMessages);
        }
        return Outbox.ofMessages(outboxMessages).blockFor(Duration.ofDays(36_500));
    }
}
