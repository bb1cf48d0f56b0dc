package dev.mooring.server.load;

import static org.awaitility.Awaitility.await;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.ObjectName;

/** Counts the heap of idle sessions, in a process of its own: other tests leave things behind that go when they like. */
public final class IdleHeap {

    private static final int SESSIONS = 500;
    private static final int SOME = 50;
    private static final int FRAME = 1;

    private IdleHeap() {}

    /** Prints the bytes of ours per idle session. */
    public static void main(String[] args) throws Exception {
        System.out.println(bytesPerSession());
        System.exit(0); // some servers leave threads behind
    }

    @SuppressWarnings("try") // they are open, which is all they are for
    private static long bytesPerSession() throws Exception {
        // some of both are open all the time: what is made once, and not for each session, is made with them
        try (TestServer server = TestServer.start(Deployment.of(Endpoints.Guarded.class, Endpoints.Bare.class));
                ReaderProcess someBare = open(server, "/bare", SOME);
                ReaderProcess someGuarded = open(server, "/guarded", SOME)) {
            Map<String, Long> few = heap();
            try (ReaderProcess bare = open(server, "/bare", SESSIONS)) {
                await().until(() -> Endpoints.BARE.size() == SOME + SESSIONS);
                Map<String, Long> withBare = heap();
                try (ReaderProcess guarded = open(server, "/guarded", SESSIONS)) {
                    await().until(() ->
                            server.mooring().topics().topic("all").members().size() == SOME + SESSIONS);
                    long ours = 0;
                    for (Map.Entry<String, Long> type : heap().entrySet()) {
                        ours += type.getValue()
                                - 2 * withBare.getOrDefault(type.getKey(), 0L)
                                + few.getOrDefault(type.getKey(), 0L);
                    }
                    return ours / SESSIONS;
                }
            }
        }
    }

    private static ReaderProcess open(TestServer server, String path, int sessions) throws Exception {
        return new ReaderProcess(server.port(), path, sessions, FRAME);
    }

    /** Bytes by type, of what is alive: the histogram collects first. What pads the heap for the collector is not counted. */
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
                .filter(columns -> !columns[3].contains("jdk.internal.vm.Filler"))
                .forEach(columns -> bytes.merge(columns[3], Long.parseLong(columns[2]), Long::sum));
        return bytes;
    }
}
