package dev.mooring.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.contender.EngineAlone;
import dev.mooring.benchmarks.load.Load;
import dev.mooring.benchmarks.load.Row;
import dev.mooring.benchmarks.server.RunningServer;
import dev.mooring.benchmarks.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        try (RunningServer server = ServerKind.NEUTRAL.start(0);
                Contender contender = Contenders.of(name)) {
            for (Row row : ours(name) ? Row.ALL : SOME) {
                assertMoves(row, contender, server.port(), ENOUGH);
            }
        }
    }

    /** More than are ever in flight: so acknowledgements come. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEUTRAL")
    void aGuardedServerServesBothKindsOfDelivery(ServerKind kind) throws Exception {
        try (RunningServer server = kind.start(0)) {
            for (String name : List.of("resilient", Contenders.RESUMABLE)) {
                try (Contender contender = Contenders.of(name)) {
                    for (String row : List.of("stream-64", "receive-1k", "echo-64")) {
                        assertMoves(Row.of(row), contender, server.port(), 20_000);
                    }
                }
            }
        }
    }

    @Test
    void aServerThatThereIsNotIsNamedBesideThoseThatThereAre() {
        assertThatThrownBy(() -> Throughput.run("--server", "guarded"))
                .hasMessage("no server 'guarded': one of [neutral, tyrus, undertow, jetty, tomcat]");
    }

    private static void assertMoves(Row row, Contender contender, int port, long messages) throws Exception {
        try (Load load = Load.start(row, contender, port)) {
            long deadline =
                    System.nanoTime() + 20_000_000_000L; // ample: a cold client shares the cores with this thread
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
