package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SessionState;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisibilityTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final Recorder recorder = new Recorder();
    private EchoServer server;

    @BeforeEach
    void start() throws Exception {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theMXBeanShowsTheContainerWhileItLives() throws Exception {
        ObjectName name = new ObjectName("dev.mooring:type=Container,name=\"visible\"");
        try (ResilientContainer container = Quick.container().name("visible").build()) {
            ResilientSession session = container.connectToServer(recorder, server.uri());
            session.getBasicRemote().sendText("four");
            await().until(() ->
                    recorder.received.contains("four") && session.stats().messagesSent() == 1);

            assertThat(beans.getAttribute(name, "SessionCount")).isEqualTo(1);
            assertThat(beans.getAttribute(name, "ConnectionsOpened")).isEqualTo(1L);
            CompositeData row = ((CompositeData[]) beans.getAttribute(name, "Sessions"))[0];
            assertThat(Map.of(
                            "id", row.get("id"),
                            "state", row.get("state"),
                            "sent", row.get("messagesSent"),
                            "bytes", row.get("bytesReceived")))
                    .isEqualTo(Map.of("id", session.getId(), "state", "OPEN", "sent", 1L, "bytes", 4L));
        }
        assertThat(beans.isRegistered(name)).isFalse();
    }

    @Test
    void containersOfOneNameAreShownEach() throws Exception {
        try (ResilientContainer one = Quick.container().name("twin").build();
                ResilientContainer two = Quick.container().name("twin").build()) {
            assertThat(beans.isRegistered(new ObjectName("dev.mooring:type=Container,name=\"twin\"")))
                    .isTrue();
            assertThat(beans.isRegistered(new ObjectName("dev.mooring:type=Container,name=\"twin#2\"")))
                    .isTrue();
        }
        assertThat(beans.queryNames(new ObjectName("dev.mooring:type=Container,name=\"twin*\""), null))
                .isEmpty();
    }

    @Test
    void theFlightRecorderHasConnectDisconnectAndRetry(@TempDir Path folder) throws Exception {
        try (Recording recording = new Recording();
                ResilientContainer container = Quick.container().build()) {
            recording.enable("dev.mooring.Connect");
            recording.enable("dev.mooring.Disconnect");
            recording.enable("dev.mooring.Retry");
            recording.start();
            loseAndRegain(container);
            recording.stop();
            Path file = folder.resolve("mooring.jfr");
            recording.dump(file);
            List<String> names = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getString("session").startsWith("mooring-"))
                    .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                    .map(RecordedEvent::getEventType)
                    .map(type -> type.getName())
                    .toList();
            assertThat(names)
                    .startsWith("dev.mooring.Connect")
                    .contains("dev.mooring.Disconnect", "dev.mooring.Retry")
                    .endsWith("dev.mooring.Connect");
        }
    }

    @Test
    void oneLineExplainsADisconnect() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("dev.mooring.session");
        Handler handler = new Lines(lines);
        logger.addHandler(handler);
        try (ResilientContainer container = Quick.container().build()) {
            loseAndRegain(container);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines)
                .anySatisfy(
                        line -> assertThat(line)
                                .containsPattern(
                                        "mooring-\\d+-1 to ws://127.0.0.1:\\d+/\\S+: connection lost without a close frame after .* open; retry 1 in \\d+ ms"));
    }

    private void loseAndRegain(ResilientContainer container) throws Exception {
        ResilientSession session = container.connectToServer(recorder, server.uri());
        server.stop();
        await().until(() -> session.state() != SessionState.OPEN);
        server.restart();
        await().until(() -> recorder.opened.get() == 2);
    }

    private static final class Lines extends Handler {
        private final List<String> lines;

        Lines(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord entry) {
            lines.add(new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
