package dev.mooring.server.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.server.testing.Deployment;
import dev.mooring.server.testing.Proof;
import dev.mooring.server.testing.RawClient;
import dev.mooring.server.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A million fuzzed frames and JSON texts on each of the four servers, 20 000 of them in the build: no {@code Error} escapes
 * from a thread, and another client is answered all the time. Seeded: a failure can be had again.
 */
@Tag("servers")
class FuzzTest {

    private static final int CONNECTIONS = Proof.scaled(400, 20_000);
    private static final int FRAMES = 50;

    @Test
    void noErrorEscapesAndNobodyElseIsDisturbed() throws Exception {
        CopyOnWriteArrayList<Throwable> escaped = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> escaped.add(failure));
        try (TestServer server = TestServer.start(Deployment.of(HostileTest.Echo.class, HostileTest.Json.class));
                WellBehaved friend = WellBehaved.start(server.port(), "/echo")) {
            assertThat(friend).isNotNull();
            for (int seed = 0; seed < CONNECTIONS; seed++) {
                attack(server.port(), new Random(seed));
            }
            assertThat(server.mooring()
                            .runtime()
                            .bindings()
                            .get(0)
                            .counts()
                            .snapshot()
                            .get("opened"))
                    .isGreaterThan(CONNECTIONS / 3);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
        assertThat(escaped).noneMatch(Error.class::isInstance);
    }

    private static void attack(int port, Random random) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < FRAMES; i++) {
            frames.writeBytes(frame(random));
        }
        try (RawClient client = RawClient.upgrade(port, random.nextBoolean() ? "/echo" : "/json")) {
            assertThat(client.isOpen()).isTrue();
            client.write(frames.toByteArray());
            if (random.nextInt(4) == 0) {
                client.timeout(50);
                client.readCloseCode();
            }
        } catch (IOException e) {
            return; // the server has closed already, as it should, or is silent
        }
    }

    private static byte[] frame(Random random) {
        byte[] frame = switch (random.nextInt(8)) {
            case 0 -> RawClient.encode(RawClient.TEXT, true, json(random));
            case 1 -> RawClient.encode(RawClient.TEXT, random.nextInt(4) > 0, bytes(random, 300));
            case 2 -> RawClient.encode(RawClient.BINARY, random.nextInt(4) > 0, bytes(random, 300));
            case 3 -> RawClient.encode(RawClient.CONTINUATION, random.nextBoolean(), bytes(random, 100));
            case 4 -> RawClient.encode(RawClient.PING, true, bytes(random, 130));
            case 5 -> RawClient.encode(RawClient.PONG, true, bytes(random, 130));
            case 6 -> RawClient.encode(RawClient.TEXT, true, "{\"type\":\"ping\"}".getBytes(StandardCharsets.UTF_8));
            default -> RawClient.encode(RawClient.TEXT, true, "plain".getBytes(StandardCharsets.UTF_8));
        };
        if (random.nextInt(30) == 0) { // rarely, so that most frames are read before the connection is ended
            frame[random.nextInt(Math.min(frame.length, 8))] ^= (byte) (1 << random.nextInt(8));
        }
        return frame;
    }

    private static byte[] json(Random random) {
        StringBuilder text = new StringBuilder("{\"a\":[1,2.5e3,{\"b\":null}],\"type\":\"ping\"}");
        for (int n = random.nextInt(4); n > 0; n--) {
            text.setCharAt(random.nextInt(text.length()), "{}[]:,\"\\0e-".charAt(random.nextInt(11)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Random random, int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (' ' + random.nextInt(90));
        }
        return bytes;
    }
}
