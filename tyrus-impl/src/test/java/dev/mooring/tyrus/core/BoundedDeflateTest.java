package dev.mooring.tyrus.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;
import org.junit.jupiter.api.Test;

class BoundedDeflateTest {

    private static final int LIMIT = 10_000;

    @Test
    void aFrameIsNotUnfoldedBeyondTheLimit() {
        Map<String, Object> properties = new HashMap<>();
        ExtensionContext context = () -> properties;
        BoundedDeflate deflate = new BoundedDeflate(() -> LIMIT);
        deflate.onHandshakeResponse(context, List.of());
        Frame bomb = Frame.builder()
                .fin(true)
                .rsv1(true)
                .opcode((byte) 2)
                .payloadData(folded(64 << 20))
                .build();
        long before = allocated();
        assertThatThrownBy(() -> deflate.processIncoming(context, bomb)).isInstanceOf(WebSocketException.class);
        assertThat(allocated() - before).as("bytes").isLessThan(1 << 20);
    }

    private static byte[] folded(int zeros) {
        byte[] folded = new byte[zeros >> 8];
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[zeros]);
        int length = deflater.deflate(folded, 0, folded.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(folded, length - 4);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
