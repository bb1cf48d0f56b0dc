package dev.mooring.tyrus.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Extension.Parameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.glassfish.tyrus.core.TyrusExtension;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What it makes of frames that go out; the Compression tests show what it makes of those that come in. */
class PerMessageDeflateTest {

    private static final String TEXT = "the same as before, word by word";

    private final Map<String, Object> properties = new HashMap<>();
    private final ExtensionContext context = () -> properties;
    private final AtomicInteger broken = new AtomicInteger();
    private final PerMessageDeflate deflate = new PerMessageDeflate(() -> 1_000, broken::incrementAndGet);

    @AfterEach
    void destroy() {
        deflate.destroy(context);
    }

    private Frame sent(int opcode, boolean last, String text) {
        return deflate.processOutgoing(
                context,
                Frame.builder()
                        .fin(last)
                        .opcode((byte) opcode)
                        .payloadData(text.getBytes(UTF_8))
                        .build());
    }

    private void agree(Parameter... parameters) {
        deflate.onHandshakeResponse(context, List.of(parameters));
    }

    @Test
    void onlyTheFirstFragmentOfAMessageBearsTheMark() {
        agree();
        assertThat(sent(1, false, TEXT).isRsv1()).isTrue();
        assertThat(sent(0, false, TEXT).isRsv1()).isFalse();
        Frame last = sent(0, true, TEXT);
        assertThat(last.isRsv1()).isFalse();
        assertThat(last.getPayloadLength()).isEqualTo(last.getPayloadData().length);
    }

    @Test
    void controlFramesStayAsTheyAre() {
        agree();
        Frame ping = sent(9, true, "");
        assertThat(ping.isRsv1()).isFalse();
        assertThat(ping.getPayloadLength()).isZero();
    }

    @Test
    void aServerMayAskThatEachMessageBeginsAfresh() {
        agree(new TyrusExtension.TyrusParameter("client_no_context_takeover", null));
        byte[] first = sent(1, true, TEXT).getPayloadData();
        assertThat(sent(1, true, TEXT).getPayloadData()).isEqualTo(first);
    }

    @Test
    void elseItRefersToTheOnesBefore() {
        agree();
        int first = sent(1, true, TEXT).getPayloadData().length;
        assertThat(sent(1, true, TEXT).getPayloadData()).hasSizeLessThan(first / 2);
    }

    /** A frame that cannot be compressed. */
    private void fail(int opcode, boolean last) {
        Frame frame = Frame.builder().fin(last).opcode((byte) opcode).build();
        assertThatThrownBy(() -> deflate.processOutgoing(context, frame)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aMessageWhoseFirstFragmentCouldNotBeCompressedStaysAsItIs() {
        agree();
        byte[] alone = sent(1, true, TEXT).getPayloadData();
        fail(1, false);
        assertThat(sent(0, false, TEXT).getPayloadData()).isEqualTo(TEXT.getBytes(UTF_8));
        assertThat(sent(0, true, TEXT).getPayloadData()).isEqualTo(TEXT.getBytes(UTF_8));
        Frame next = sent(1, true, TEXT);
        assertThat(next.isRsv1()).isTrue();
        assertThat(next.getPayloadData()).isEqualTo(alone);
        assertThat(broken).hasValue(0);
    }

    @Test
    void nothingCanFollowHalfACompressedMessage() {
        agree();
        sent(1, false, TEXT);
        fail(0, false);
        assertThat(broken).hasValue(1);
    }
}
