package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.TlsFailure;
import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import javax.net.ssl.SSLException;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/**
 * Sends the upgrade request and takes the answer. The answer goes to Tyrus on the executor, for the application's
 * configurator hears of it; frames that are right behind it wait until Tyrus is ready.
 */
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

    private static final int SWITCHING_PROTOCOLS = 101;

    private final Line line;
    private final ConnectRequest request;
    private final UpgradeRequest upgrade;
    private final Queue<ByteBuf> early = new ArrayDeque<>(1);
    private boolean answered;
    private boolean gone;

    UpgradeHandler(Line line, ConnectRequest request, UpgradeRequest upgrade) {
        this.line = line;
        this.request = request;
        this.upgrade = upgrade;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        try {
            ctx.writeAndFlush(Http.request(upgrade)); // TLS and proxies hold it back until they are ready
        } catch (RuntimeException e) { // Netty would take this handler out, and nobody would be told
            Throwable cause = e instanceof IllegalArgumentException ? null : e; // that may well quote a secret header
            line.upper.failed(
                    Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the upgrade request has an illegal header", cause));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpResponse response && !answered) {
            take(ctx, response);
        } else if (message instanceof ByteBuf bytes && answered) {
            early.add(bytes);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone = true;
        Outbound outbound = line.outbound();
        if (!answered) {
            line.upper.socketClosed();
        } else if (outbound != null) {
            outbound.dead(); // an endpoint that opens may be waiting for what it sends
        }
    }

    /** What an endpoint sends as it opens may be more than there is room for. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        Outbound outbound = line.outbound();
        if (outbound != null) {
            outbound.pump();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
        Throwable cause = thrown.getCause();
        Failure refused = Tunnels.refusal(request.proxy(), thrown);
        if (refused != null) {
            line.upper.failed(refused);
        } else if (thrown instanceof SSLException || cause instanceof SSLException) {
            line.upper.failed(TlsFailure.of(thrown instanceof SSLException || cause == null ? thrown : cause));
        } else {
            line.upper.failed(Failure.of(
                    Failure.Kind.HANDSHAKE_BROKEN, "the connection broke during the upgrade: " + thrown, thrown));
        }
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ReferenceCountUtil::release);
        early.clear();
    }

    private void take(ChannelHandlerContext ctx, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            line.upper.failed(Failure.of(
                    Failure.Kind.HANDSHAKE_BROKEN,
                    "the upgrade was not answered in HTTP, or with a head of more than 16 KiB",
                    response.decoderResult().cause()));
            return;
        }
        int status = response.status().code();
        if (status < 200 && status != SWITCHING_PROTOCOLS) {
            return; // informational: the answer is still to come
        }
        answered = true;
        line.answered();
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().remove(HttpRequestEncoder.class);
        line.delivery.run(() -> toTyrus(ctx, response));
        ctx.pipeline().remove(HttpResponseDecoder.class); // hands on what it has read too much
    }

    private void toTyrus(ChannelHandlerContext ctx, HttpResponse response) {
        Outbound outbound = line.outbound();
        ReadHandler tyrus = null;
        try {
            tyrus = outbound == null ? null : line.upper.upgraded(Http.response(response), outbound);
        } catch (RuntimeException e) {
            line.upper.failed(Failure.of(Failure.Kind.HANDSHAKE_BROKEN, "the upgrade failed: " + e, e));
        }
        ReadHandler ready = tyrus;
        line.onLoop(() -> begin(ctx, ready, outbound));
    }

    private void begin(ChannelHandlerContext ctx, @Nullable ReadHandler tyrus, @Nullable Outbound outbound) {
        if (gone || tyrus == null || outbound == null) {
            if (outbound != null) {
                outbound.dead();
            }
            line.upper.socketClosed(); // says nothing when the failure was told already
            ctx.close();
            return;
        }
        FrameReader reader = new FrameReader(line.upper, line.delivery, tyrus, outbound, request.maxFrameSize());
        ChannelHandlerContext own =
                ctx.pipeline().addAfter(ctx.name(), "frames", reader).context(reader);
        line.delivery.pressure().attach(ctx.channel(), () -> reader.goOn(own));
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            reader.channelRead(own, bytes);
        }
        reader.channelReadComplete(own);
        ctx.pipeline().remove(this);
        if (!line.delivery.pressure().isStopped()) {
            ctx.channel().config().setAutoRead(true);
        }
    }
}
