package dev.mooring.server.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an idle session costs beyond the container's own, object by object. */
@Tag("servers")
class IdleHeapTest {

    private static final int SESSIONS = 500;
    private static final int SOME = 50;
    private static final int FRAME = 1;

    @Test
    void anIdleSessionCostsAtMostTwoKibibytesOfOurs() throws Exception {
        // some of both are open all the time: what is made once, and not for each session, is made with them
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class, Endpoints.Bare.class));
                ReaderProcess someBare = open(server, "/bare", SOME);
                ReaderProcess someGuarded = open(server, "/guarded", SOME)) {
            assertThat(someBare).isNotSameAs(someGuarded);
            Map<String, Long> few = heap();
            try (ReaderProcess bare = open(server, "/bare", SESSIONS)) {
                await().until(() -> Endpoints.BARE.size() == SOME + SESSIONS);
                Map<String, Long> withBare = heap();
                try (ReaderProcess guarded = open(server, "/guarded", SESSIONS)) {
                    assertThat(guarded).isNotSameAs(bare);
                    await().until(() ->
                            server.mooring().topics().topic("all").members().size() == SOME + SESSIONS);
                    Map<String, Long> perSession = new HashMap<>();
                    heap().forEach((type, bytes) -> perSession.put(
                            type, bytes - 2 * withBare.getOrDefault(type, 0L) + few.getOrDefault(type, 0L)));
                    long ours = perSession.values().stream()
                                    .mapToLong(bytes -> bytes)
                                    .sum()
                            / SESSIONS;
                    System.out.println(TestServer.kind() + ": heap of ours per idle session: " + ours + " bytes");
                    assertThat(ours).as("bytes of ours per idle session").isBetween(500L, 2048L);
                }
            }
        }
    }

    private static ReaderProcess open(TestServer server, String path, int sessions) throws Exception {
        return new ReaderProcess(server.port(), path, sessions, FRAME);
    }

    /** Bytes by type, of what is alive: the histogram collects first. */
    private static Map<String, Long> heap() throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Map<String, Long> bytes = new HashMap<>();
        histogram
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 4 && columns[0].endsWith(":"))
                .forEach(columns -> bytes.merge(columns[3], Long.parseLong(columns[2]), Long::sum));
        return bytes;
    }
}
