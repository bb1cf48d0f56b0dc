package dev.mooring.tyrus.grizzly;

import static java.util.Objects.requireNonNull;

import dev.mooring.tyrus.core.MaskedHeader;
import dev.mooring.tyrus.core.MaskingKeys;
import dev.mooring.tyrus.core.Pongs;
import dev.mooring.tyrus.core.RequestHeaders;
import dev.mooring.tyrus.core.ResponseHeaders;
import dev.mooring.tyrus.core.TyrusLink;
import jakarta.websocket.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.Protocol;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** Sends the upgrade request and takes its response; from then on all bytes go to Tyrus, in order, one thread at a time. */
final class UpgradeFilter extends BaseFilter {

    private final TyrusLink link;
    private final MaskingKeys keys;
    private final boolean shortWay;
    private final Lingering lingering;
    private final Strand strand = new Strand();
    private @Nullable UpgradeRequest upgrade; // until it is sent: its headers weigh, and are secret
    private volatile boolean answered;
    private volatile @Nullable ReadHandler tyrus;

    UpgradeFilter(TyrusLink link, UpgradeRequest upgrade, MaskingKeys keys, boolean shortWay, Lingering lingering) {
        this.link = link;
        this.upgrade = upgrade;
        this.keys = keys;
        this.shortWay = shortWay;
        this.lingering = lingering;
    }

    @Override
    public NextAction handleConnect(FilterChainContext ctx) {
        request(ctx.getConnection());
        return ctx.getStopAction();
    }

    /** Sends the upgrade request. */
    @SuppressWarnings("unchecked") // Grizzly's connection takes whatever its filters understand
    void request(Connection<?> connection) {
        HttpContent packet = packet(requireNonNull(upgrade));
        upgrade = null;
        ((Connection<Object>) connection).write(packet);
    }

    @Override
    public NextAction handleRead(FilterChainContext ctx) {
        HttpContent content = ctx.getMessage();
        if (!answered && !ResettableHttpFilter.isInformation(content.getHttpHeader())) {
            answered = true; // what else comes of a refusal is its body
            GrizzlyWriter writer = new GrizzlyWriter(ctx.getConnection(), link, lingering);
            tyrus = link.upgrade(
                    response((HttpResponsePacket) content.getHttpHeader()),
                    writer,
                    session -> connection(session, writer));
        }
        ReadHandler input = tyrus;
        if (input != null && content.getContent().hasRemaining()) {
            // A copy that is ours: Grizzly uses its buffer again while Tyrus may still hold a partial frame.
            ByteBuffer shared = content.getContent().toByteBuffer();
            while (shared.hasRemaining()) {
                byte[] chunk = new byte[Math.min(shared.remaining(), TyrusLink.MAX_CHUNK)];
                shared.get(chunk);
                strand.run(() -> link.received(ByteBuffer.wrap(chunk), input));
            }
        }
        content.recycle();
        return ctx.getStopAction();
    }

    private GrizzlyConnection connection(Session session, GrizzlyWriter writer) {
        GrizzlyConnection connection = new GrizzlyConnection(session, link, writer, keys, shortWay);
        link.answerPingsBy(new Pongs((data, done) -> connection.sendFrame(MaskedHeader.PONG, data, done)));
        return connection;
    }

    @Override
    public NextAction handleClose(FilterChainContext ctx) {
        strand.run(link::socketClosed);
        return ctx.getStopAction();
    }

    private static HttpContent packet(UpgradeRequest upgrade) {
        URI uri = URI.create(upgrade.getRequestUri());
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        HttpRequestPacket.Builder request = HttpRequestPacket.builder()
                .method(Method.GET)
                .uri(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .protocol(Protocol.HTTP_1_1);
        for (Map.Entry<String, List<String>> header : upgrade.getHeaders().entrySet()) {
            request.header(header.getKey(), RequestHeaders.line(header.getKey(), header.getValue()));
        }
        return HttpContent.builder(request.build()).build();
    }

    private static UpgradeResponse response(HttpResponsePacket packet) {
        TyrusUpgradeResponse response = new TyrusUpgradeResponse();
        for (String name : packet.getHeaders().names()) {
            for (String value : packet.getHeaders().values(name)) {
                ResponseHeaders.add(response, name, value);
            }
        }
        response.setStatus(packet.getStatus());
        response.setReasonPhrase(packet.getReasonPhrase());
        return response;
    }
}
