package dev.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.EventConditions;
import org.junit.platform.testkit.engine.TestExecutionResultConditions;

class FaultProxyExtensionTest {
    private ServerSocket server = Wire.listen();

    @RegisterExtension
    final FaultProxyExtension extension = FaultProxyExtension.to(() -> server.getLocalPort());

    @BeforeEach
    void restartServer(FaultProxy proxy) throws IOException {
        assertThat(proxy.accepted()).isZero();
        server.close();
        server = Wire.listen();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void proxyIsRunningAndInjected(FaultProxy proxy) throws IOException {
        assertThat(proxy).isSameAs(extension.proxy());
        try (Socket client = new Socket(proxy.host(), extension.port());
                Socket accepted = server.accept()) {
            Wire.write(client, "hi");
            assertThat(Wire.read(accepted, 2)).isEqualTo("hi");
        }
    }

    @Test
    void thereIsNoProxyOutsideOfATest() {
        assertThatThrownBy(() -> FaultProxyExtension.to("127.0.0.1", 1).port())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("before each test");
    }

    @Test
    void proxyIsClosedAfterTheTest() {
        LeakCheck before = LeakCheck.snapshot();

        run("passes").testEvents().assertStatistics(events -> events.succeeded(1));

        assertThat(before.difference().newThreads()).isEmpty();
    }

    @Test
    void seedIsInTheFailureOfTheTest() {
        EngineExecutionResults results = run("fails");

        results.testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.message("as expected"),
                                TestExecutionResultConditions.suppressed(
                                        0,
                                        TestExecutionResultConditions.message(
                                                text -> text.contains("-Dmooring.testkit.seed=4711")))));
    }

    @Test
    void seedIsPublishedWhenTheTestFails() {
        assertThat(run("fails").testEvents().reportingEntryPublished().count()).isOne();
        assertThat(run("passes").testEvents().reportingEntryPublished().count()).isZero();
    }

    @Test
    void aProxyThatCannotStartIsTheOneFailureThereIs() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Unstartable.class, "neverRuns"))
                .execute()
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        EventConditions.finishedWithFailure(
                                TestExecutionResultConditions.message(text -> text.contains("70000")),
                                new Condition<>(failure -> failure.getSuppressed().length == 0, "alone")));
    }

    @Test
    void testsFollowTheSchedule() {
        run("isReset").testEvents().assertStatistics(events -> events.succeeded(1));
    }

    private static EngineExecutionResults run(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Sample.class, method))
                .execute();
    }

    /** Run by a test above only. */
    static class Unstartable {
        @RegisterExtension
        final FaultProxyExtension proxy = FaultProxyExtension.to("127.0.0.1", 70_000);

        @Test
        void neverRuns() {}
    }

    /** Run by the tests above only, as one of its tests fails. */
    static class Sample {
        @RegisterExtension
        final FaultProxyExtension proxy = FaultProxyExtension.to("127.0.0.1", 1)
                .following(FaultSchedule.seeded(4711).generatedBy(random -> List.of(new Fault.Reset())));

        @Test
        void passes() {}

        @Test
        void fails() {
            throw new AssertionError("as expected");
        }

        @Test
        void isReset() throws IOException {
            try (Socket client = new Socket(proxy.proxy().host(), proxy.port())) {
                assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("Connection reset");
            }
        }
    }
}
