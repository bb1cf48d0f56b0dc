package dev.mooring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.contender.EngineAlone;
import dev.mooring.benchmarks.load.Load;
import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.GuardedServer;
import dev.mooring.benchmarks.server.NeutralServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is measured here, but everything that measures runs. */
class SmokeTest {

    private static final long ENOUGH = 20;

    /** One of each kind, the flood last. */
    private static final List<Row> SOME = List.of(
            Row.of("send-1k"), Row.of("basic-64"), Row.of("pingpong-64"), Row.of("echo-64"), Row.of("receive-64"));

    /** Without Jetty, whose client opens no connection beside the others; in forks, as the harness runs it, it does. */
    static List<String> contenders() {
        return Contenders.names().stream()
                .filter(name -> !name.equals("jetty") && !name.startsWith(Contenders.RESUMABLE))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contenders")
    void everyRowMovesMessages(String name) throws Exception {
        try (NeutralServer server = new NeutralServer(0).start();
                Contender contender = Contenders.of(name)) {
            for (Row row : ours(name) ? Row.ALL : SOME) {
                assertMoves(row, contender, server.port(), ENOUGH);
            }
        }
    }

    /** More than are ever in flight: so acknowledgements come. */
    @ParameterizedTest
    @ValueSource(strings = {"resilient", Contenders.RESUMABLE})
    void aGuardedServerServesBothKindsOfDelivery(String name) throws Exception {
        try (GuardedServer server = new GuardedServer(0);
                Contender contender = Contenders.of(name)) {
            for (String row : List.of("stream-64", "receive-1k", "echo-64")) {
                assertMoves(Row.of(row), contender, server.port(), 20_000);
            }
        }
    }

    private static void assertMoves(Row row, Contender contender, int port, long messages) throws Exception {
        try (Load load = Load.start(row, contender, port)) {
            long deadline = System.nanoTime() + 5_000_000_000L;
            while (load.count() < messages && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(load.count()).as(row.name()).isGreaterThanOrEqualTo(messages);
        }
    }

    private static boolean ours(String name) {
        return name.startsWith("resilient") || name.startsWith("bare");
    }

    @Test
    void theEngineRunsWithoutASocket() throws Exception {
        try (EngineAlone engine = new EngineAlone()) {
            Client client = engine.open(new Ignored());
            client.send("m");
            client.sendAndWait("m");
            engine.deliver("m", 3);
        }
    }

    @Test
    void figuresSurviveTheWayFromForkToParent() {
        Figures one = Figures.parse(Figures.MARK + "rate=1.0 cpu=5.0");
        Figures two =
                Figures.parse(Figures.parse(Figures.MARK + "rate=3.0 cpu=6.0").toString());
        Figures three = Figures.parse(Figures.MARK + "rate=8.0 cpu=1.0");
        assertThat(Figures.median(List.of(one, two, three)).get("rate")).isEqualTo(3);
        assertThat(Figures.median(List.of(one, two)).get("cpu")).isEqualTo(5.5);
    }
}
