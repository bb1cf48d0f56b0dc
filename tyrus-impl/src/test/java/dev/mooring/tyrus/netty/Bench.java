package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.TyrusConnection;
import dev.mooring.tyrus.core.TyrusLink;
import dev.mooring.tyrus.core.TyrusLinks;
import dev.mooring.tyrus.transport.ConnectRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.Writer;

/**
 * One open connection without a socket, all on the calling thread: bytes go in, and what the listener heard and what was
 * written comes out. Either Tyrus alone reads them, as it would without us, or our reader with Tyrus behind it.
 */
final class Bench {

    final Recorder recorder = new Recorder();
    private final TyrusLink link;
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final ReadHandler tyrus;
    private final boolean alone;

    private Bench(int maxFrame, boolean alone, boolean shortWay, boolean compression, Executor executor)
            throws DeploymentException {
        this.alone = alone;
        Delivery delivery = new Delivery(recorder, executor);
        link = new TyrusLinks().prepare(request(maxFrame, compression), delivery);
        UpgradeRequest request = link.upgradeRequest();
        link.connectedBy(channel::close);
        Outbound outbound = new Outbound(channel, new Completions(Runnable::run), false);
        TyrusUpgradeResponse response = new TyrusUpgradeResponse();
        response.setStatus(101);
        response.getHeaders().put("Upgrade", List.of("websocket"));
        response.getHeaders().put("Connection", List.of("Upgrade"));
        String key = java.util.Objects.requireNonNull(request.getHeaders().get("Sec-WebSocket-Key"))
                .get(0);
        response.getHeaders().put("Sec-WebSocket-Accept", List.of(Peer.accept(key)));
        if (compression) {
            response.getHeaders().put("Sec-WebSocket-Extensions", List.of("permessage-deflate"));
        }
        ReadHandler upgraded = link.upgrade(
                response,
                alone ? new Collector() : new NettyWriter(outbound),
                session -> new TyrusConnection(session, link));
        if (upgraded == null) {
            throw new IllegalStateException("no upgrade");
        }
        tyrus = upgraded;
        if (!alone) {
            FrameReader reader =
                    new FrameReader(new SessionLayer(link, shortWay), delivery, tyrus, outbound, () -> maxFrame);
            channel.pipeline().addLast(reader);
            ChannelHandlerContext own = channel.pipeline().context(reader);
            delivery.pressure().attach(channel, () -> reader.goOn(own));
        }
        recorder.heard.clear();
    }

    static Bench tyrusAlone(int maxFrame) throws DeploymentException {
        return new Bench(maxFrame, true, false, false, Runnable::run);
    }

    static Bench reader(int maxFrame, boolean shortWay) throws DeploymentException {
        return new Bench(maxFrame, false, shortWay, false, Runnable::run);
    }

    /** A reader of a connection with permessage-deflate. */
    static Bench compressed(int maxFrame) throws DeploymentException {
        return compressed(maxFrame, Runnable::run);
    }

    /** The same, that delivers on this executor. */
    static Bench compressed(int maxFrame, Executor executor) throws DeploymentException {
        return new Bench(maxFrame, false, true, true, executor);
    }

    private static ConnectRequest request(int maxFrame, boolean compression) {
        return new ConnectRequest(
                URI.create("ws://bench.invalid/"),
                Map.of(),
                ClientEndpointConfig.Builder.create().build(),
                null,
                true,
                null,
                compression,
                Duration.ofSeconds(Recorder.PATIENCE_SECONDS),
                () -> maxFrame);
    }

    void feed(byte[] bytes) {
        if (!alone) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes));
            }
        } else if (!link.isEnding()) {
            tyrus.handle(ByteBuffer.wrap(bytes));
        }
    }

    /** The peer hangs up. */
    void finish() {
        channel.close();
        channel.runPendingTasks();
        link.socketClosed();
    }

    EmbeddedChannel channel() {
        return channel;
    }

    /** What was written, frame by frame. */
    List<Frame> frames() throws IOException {
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            written.writeBytes(io.netty.buffer.ByteBufUtil.getBytes(buffer));
            buffer.release();
        }
        List<Frame> frames = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(written.toByteArray()));
        while (in.available() > 0) {
            frames.add(Frame.read(in));
        }
        return frames;
    }

    /** Takes what Tyrus writes. */
    private final class Collector extends Writer {
        @Override
        public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> completion) {
            written.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
            completion.completed(frame);
        }

        @Override
        public void close() {}
    }
}
