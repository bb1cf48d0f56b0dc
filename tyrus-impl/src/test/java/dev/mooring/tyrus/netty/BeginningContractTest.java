package dev.mooring.tyrus.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import jakarta.websocket.ClientEndpointConfig;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What happens before there is anything to send a request on. */
class BeginningContractTest extends ContractTest {

    private ConnectRequest configured(ClientEndpointConfig.Configurator configurator) {
        ConnectRequest plain = request(Peer.uri(server));
        ClientEndpointConfig config =
                ClientEndpointConfig.Builder.create().configurator(configurator).build();
        return new ConnectRequest(
                plain.uri(), Map.of(), config, null, true, null, false, plain.timeout(), () -> MAX_FRAME);
    }

    @Test
    void aPortThatIsNoneFailsAtOnce() throws Exception {
        open(request(URI.create("ws://127.0.0.1:70000/")));
        Failure failure = recorder.next(Recorder.Failed.class).failure();
        assertThat(failure.kind()).isEqualTo(Failure.Kind.HANDSHAKE_BROKEN);
        assertThat(failure.detail()).contains("70000");
    }

    @Test
    void aConfiguratorThatTakesItsTimeHoldsNoOtherConnectionUp() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (Peer other = connect()) {
            opened();
            executor.execute(() -> open(configured(new ClientEndpointConfig.Configurator() {
                @Override
                public void beforeRequest(Map<String, List<String>> headers) {
                    asked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            })));
            assertThat(asked.await(Recorder.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            other.send(Frame.of(0x81, "meanwhile"));
            assertThat(recorder.next(Recorder.Text.class).text()).isEqualTo("meanwhile");
            answer.countDown();
            try (Peer ignored = Peer.accept(server).upgrade()) {
                opened();
            }
        } finally {
            answer.countDown();
        }
    }
}
