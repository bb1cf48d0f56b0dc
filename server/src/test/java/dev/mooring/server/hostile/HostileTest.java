package dev.mooring.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.mooring.server.ResilientConfigurator;
import dev.mooring.server.policy.JsonLimits;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One attack at a time, while a well-behaved client keeps echoing; the server must answer it throughout. */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTest {

    static final ConcurrentLinkedQueue<String> REASONS = new ConcurrentLinkedQueue<>();

    public static class Guarded extends ResilientConfigurator {
        public Guarded() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .maxMessageSize(1 << 16)
                    .maxConnections(20_000)
                    .build());
        }
    }

    public static class GuardedJson extends ResilientConfigurator {
        public GuardedJson() {
            super(ServerPolicy.builder()
                    .allowMissingOrigin()
                    .maxMessageSize(4 << 20)
                    .json(JsonLimits.defaults().length(4 << 20))
                    .build());
        }
    }

    @ServerEndpoint(value = "/echo", configurator = Guarded.class)
    public static class Echo {
        @OnMessage
        public String echo(String text) {
            return text;
        }

        @OnMessage
        public byte[] echo(byte[] data) {
            return data;
        }

        @OnClose
        public void close(CloseReason reason) {
            REASONS.add(reason.getCloseCode().getCode() + " " + reason.getReasonPhrase());
        }
    }

    @ServerEndpoint(value = "/json", configurator = GuardedJson.class)
    public static class Json extends Echo {}

    private TestServer server;
    private WellBehaved friend;

    @BeforeAll
    void startServer() throws Exception {
        server = TestServer.start(Deployment.of(Echo.class, Json.class));
    }

    @AfterAll
    void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void startFriend() throws Exception {
        REASONS.clear();
        friend = WellBehaved.start(server.port(), "/echo");
    }

    @AfterEach
    void theFriendWasAnsweredThroughout() throws Exception {
        friend.close();
    }

    private RawClient connect(String path) throws IOException {
        RawClient client = RawClient.upgrade(server.port(), path);
        assertThat(client.isOpen()).isTrue();
        return client;
    }

    /** What is written may meet a connection that the server has closed already: that is what we want. */
    private static void attack(RawClient client, Attack attack) {
        try {
            attack.run();
            client.timeout(Proof.scaled(300, 3000));
            client.readCloseCode();
        } catch (IOException e) {
            return; // closed, reset, or silent
        }
    }

    @FunctionalInterface
    private interface Attack {
        void run() throws IOException;
    }

    private static byte[] head(int opcode, boolean last, long length) {
        byte[] head = new byte[14];
        head[0] = (byte) ((last ? 0x80 : 0) | opcode);
        head[1] = (byte) (0x80 | 127);
        for (int i = 0; i < 8; i++) {
            head[2 + i] = (byte) (length >> (56 - 8 * i));
        }
        return head;
    }

    @Test
    void anOversizeFrame() throws Exception {
        for (int opcode : new int[] {RawClient.TEXT, RawClient.BINARY}) {
            for (int i = 0; i < Proof.scaled(1, 2); i++) {
                long start = System.nanoTime();
                try (RawClient client = connect("/echo")) {
                    attack(client, () -> {
                        client.write(head(opcode, true, 1L << 31));
                        byte[] chunk = new byte[1 << 20]; // whoever has answered 1009 must not go on with us for long
                        for (int mib = 0; mib < Proof.scaled(64, 600); mib++) {
                            client.write(chunk);
                        }
                    });
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            }
        }
    }

    @Test
    void aFrameThatClaimsEightExbibytes() throws Exception {
        try (RawClient client = connect("/echo")) {
            attack(client, () -> client.write(head(RawClient.BINARY, true, Long.MAX_VALUE)));
        }
        try (RawClient client = connect("/echo")) {
            attack(client, () -> client.write(head(RawClient.BINARY, true, -1)));
        }
    }

    @Test
    void aFragmentBomb() throws Exception {
        for (int opcode : new int[] {RawClient.TEXT, RawClient.BINARY}) {
            try (RawClient client = connect("/echo")) {
                attack(client, () -> {
                    client.frame(opcode, false, new byte[60_000]);
                    for (int i = 0; i < Proof.scaled(500, 5000); i++) {
                        client.frame(RawClient.CONTINUATION, false, new byte[60_000]);
                    }
                });
            }
        }
    }

    @Test
    void fragmentsOfOneByte() throws Exception {
        try (RawClient client = connect("/echo")) {
            attack(client, () -> {
                client.frame(RawClient.TEXT, false, new byte[1]);
                for (int i = 0; i < 200_000; i++) {
                    client.frame(RawClient.CONTINUATION, false, new byte[1]);
                }
            });
        }
    }

    @Test
    void aPingFloodByAClientThatDoesNotRead() throws Exception {
        assumeFalse(TestServer.kind().equals("tyrus"), "Tyrus queues pongs without bound: see docs/security.md");
        flood(RawClient.PING);
    }

    @Test
    void aPongFloodByAClientThatDoesNotRead() throws Exception {
        flood(RawClient.PONG);
    }

    private void flood(int opcode) throws Exception {
        byte[] frames = repeated(RawClient.encode(opcode, true, new byte[125]), 1000);
        floodFor(Proof.scaled(500, 8000), frames);
    }

    @Test
    void aMessageFloodByAClientThatDoesNotRead() throws Exception {
        floodFor(Proof.scaled(500, 5000), repeated(RawClient.encode(RawClient.TEXT, true, new byte[1000]), 100));
    }

    @Test
    void anApplicationPingFloodByAClientThatDoesNotRead() throws Exception {
        byte[] ping = RawClient.encode(RawClient.TEXT, true, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
        floodFor(Proof.scaled(500, 5000), repeated(ping, 1000));
    }

    private void floodFor(int millis, byte[] frames) throws Exception {
        try (RawClient client = connect("/echo")) {
            Thread writer = new Thread(() -> {
                try {
                    while (!Thread.interrupted()) {
                        client.write(frames);
                    }
                } catch (IOException e) {
                    return; // the server has had enough
                }
            });
            writer.setDaemon(true);
            writer.start();
            writer.join(millis); // it blocks for good where the server exerts back-pressure
        }
    }

    private static byte[] repeated(byte[] frame, int times) {
        byte[] all = new byte[frame.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    /** Half a request each, and then nothing; all at once. Tomcat keeps too much of each for more: see docs/security.md. */
    @Test
    void slowHandshakes() throws Exception {
        int most = TestServer.kind().equals("tomcat") ? 1_000 : 10_000;
        try (HalfRequests slow = HalfRequests.start(server.port(), Proof.scaled(200, most));
                RawClient another = connect("/echo")) {
            assertThat(slow).isNotNull();
            another.text("still here");
            assertThat(another.readText()).isEqualTo("still here");
        }
    }

    /** 64 KiB of zeros deflate to 80 bytes; a megabyte of such frames is 800 MB for who inflates without a limit. */
    @Test
    void aDeflateBomb() throws Exception {
        byte[] bomb = deflated(new byte[4 << 20]);
        for (int i = 0; i < Proof.scaled(2, 20); i++) {
            try (RawClient client =
                    RawClient.upgrade(server.port(), "/echo", "Sec-WebSocket-Extensions: permessage-deflate")) {
                assertThat(client.isOpen()).isTrue();
                attack(client, () -> client.write(compressed(bomb)));
            }
        }
    }

    private static byte[] deflated(byte[] data) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(data);
        byte[] buffer = new byte[1 << 16];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length - 4);
    }

    private static byte[] compressed(byte[] payload) {
        byte[] frame = RawClient.encode(RawClient.TEXT, true, payload);
        frame[0] |= 0x40;
        return frame;
    }

    @Test
    void invalidUtf8() throws Exception {
        byte[][] invalid = {
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xf5, 0, 0, 0},
            {(byte) 0xff},
            {'a', (byte) 0xe2, (byte) 0x82}
        };
        for (byte[] bytes : invalid) {
            try (RawClient client = connect("/echo")) {
                client.frame(RawClient.TEXT, true, bytes);
                assertThat(client.readCloseCode()).isIn(1007, 1006);
            }
        }
    }

    @Test
    void everyIllegalCloseCode() throws Exception {
        int[] codes = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535};
        for (int code : codes) {
            try (RawClient client = connect("/echo")) {
                client.close(code);
                client.readCloseCode();
            }
        }
        try (RawClient client = connect("/echo")) {
            client.frame(RawClient.CLOSE, true, new byte[1]);
            client.readCloseCode();
        }
    }

    @Test
    void closeReasonsWithControlCharactersAreNeverRaw() throws Exception {
        for (int c = 0; c < 0xa0; c++) {
            if (c >= 0x20 && c < 0x7f) {
                continue;
            }
            try (RawClient client = connect("/echo")) {
                byte[] payload = ("xxa" + (char) c + "b").getBytes(StandardCharsets.UTF_8);
                payload[0] = 3;
                payload[1] = (byte) 0xe8;
                client.frame(RawClient.CLOSE, true, payload);
                client.readCloseCode();
            }
        }
        assertThat(REASONS).allSatisfy(reason -> assertThat(reason).doesNotContainPattern("\\p{Cntrl}"));
    }

    @Test
    void framesThatBreakTheProtocol() throws Exception {
        byte[][] frames = {
            RawClient.encode(3, true, new byte[1]), // a reserved opcode
            RawClient.encode(11, true, new byte[1]),
            RawClient.encode(RawClient.CONTINUATION, true, new byte[1]), // of nothing
            RawClient.encode(RawClient.PING, false, new byte[1]), // a fragmented control frame
            RawClient.encode(RawClient.PING, true, new byte[126]), // too long a one
            {(byte) 0xf1, (byte) 0x80, 0, 0, 0, 0}, // reserved bits
        };
        for (byte[] frame : frames) {
            try (RawClient client = connect("/echo")) {
                client.write(frame);
                client.timeout(3000);
                assertThat(client.readCloseCode()).isIn(1002, 1003, 1006, 1007, 1011);
            }
        }
    }

    @Test
    void jsonBombs() throws Exception {
        String[] bombs = {
            "[".repeat(2_000_000),
            "{\"a\":".repeat(500_000),
            "1".repeat(3_000_000),
            "-0." + "9".repeat(3_000_000),
            "1e" + "9".repeat(1_000_000),
            duplicateKeys()
        };
        for (String bomb : bombs) {
            try (RawClient client = connect("/json")) {
                client.text(bomb);
                assertThat(client.readCloseCode()).isEqualTo(1007);
            }
        }
    }

    private static String duplicateKeys() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            text.append("\"k").append(i).append("\":").append(i).append(',');
        }
        return text.append("\"k0\":1}").toString();
    }
}
