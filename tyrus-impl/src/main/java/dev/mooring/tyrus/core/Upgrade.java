package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.ConnectRequest;
import dev.mooring.websocket.Printable;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.glassfish.tyrus.core.DebugContext;
import org.glassfish.tyrus.core.Handshake;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.MaskingKeyGenerator;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.RequestContext;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.core.Version;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/**
 * One upgrade by Tyrus's means: makes its request, checks the answer, and sets up what Tyrus needs for the connection. Tyrus's
 * own client does the same for an endpoint of its own each time, with all its coders, and parks the calling thread meanwhile.
 */
final class Upgrade {

    /** What Tyrus has made of an answer. */
    record Result(Session session, TyrusSocket socket, ReadHandler input) {}

    final ConnectRequest request;
    private final ClientEndpointConfig config;
    private final List<Extension> extensions;
    private final Handshake handshake;

    /** {@code breaking} ends the connection at once. */
    Upgrade(ConnectRequest request, Runnable breaking) {
        this.request = request;
        this.config = request.config();
        this.extensions = Stream.concat(
                        config.getExtensions().stream()
                                .map(named -> PerMessageDeflate.insteadOf(named, request.maxFrameSize(), breaking)),
                        request.compression()
                                ? Stream.of(new PerMessageDeflate(request.maxFrameSize(), breaking))
                                : Stream.empty())
                .toList();
        this.handshake = Handshake.createClientHandshake(RequestContext.Builder.create()
                .requestURI(request.uri())
                .secure(Ports.isSecure(request.uri()))
                .build());
    }

    /** The request, after the application's configurator has had its say. */
    UpgradeRequest ask() {
        handshake.setExtensions(extensions);
        handshake.setSubProtocols(config.getPreferredSubprotocols());
        UpgradeRequest asked = handshake.prepareRequest();
        Map<String, List<String>> headers = asked.getHeaders(); // by name, whatever the case
        // Tyrus claims the target itself as Origin: a guard that knows its pages must refuse that
        headers.remove(UpgradeRequest.ORIGIN_HEADER);
        config.getConfigurator().beforeRequest(headers);
        headers.putAll(request.headers());
        return asked;
    }

    /** What the request offered in this header, as it was sent: configurators and suppliers of headers have a say in it. */
    List<String> offered(String header) {
        return handshake.getRequest().getHeaders().getOrDefault(header, List.of()).stream()
                .flatMap(values -> Stream.of(values.split(",")))
                .map(value -> value.split(";", 2)[0].strip()) // without the parameters of an extension
                .toList();
    }

    /**
     * Takes an answer with status 101.
     *
     * @throws HandshakeException if it does not fit the request
     */
    Result answered(
            UpgradeResponse response,
            TyrusEndpointWrapper endpoint,
            MaskingKeyGenerator keys,
            TyrusLink link,
            Writer writer)
            throws HandshakeException {
        handshake.validateServerResponse(response);
        List<Extension> named = named(response);
        config.getConfigurator().afterResponse(response); // what it throws must find nothing set up
        Extensions agreed = Extensions.agreed(extensions, named);
        ProtocolHandler protocol = Version.DRAFT17.createHandler(true, keys);
        TyrusSocket socket = new TyrusSocket(protocol, endpoint, link, agreed);
        DebugContext debug = new DebugContext();
        String subprotocol = response.getFirstHeaderValue(UpgradeRequest.SEC_WEBSOCKET_PROTOCOL);
        Session session = endpoint.createSessionForRemoteEndpoint(socket, subprotocol, agreed.list(), debug);
        session.setMaxIdleTimeout(-1); // 0 would cost a cancelled timer at every message
        protocol.setWriter(writer);
        agreed.install(protocol);
        socket.onConnect(handshake.getRequest(), null, null, null, debug);
        IntSupplier limit = Extensions.longestFrame(!agreed.list().isEmpty(), request.maxFrameSize());
        return new Result(session, socket, new Inflow(protocol, socket, link, agreed, limit));
    }

    /** The extensions that the server named: they must be among those that were offered (RFC 6455, section 4.1). */
    private List<Extension> named(UpgradeResponse response) throws HandshakeException {
        List<String> header = response.getHeaders().get(UpgradeRequest.SEC_WEBSOCKET_EXTENSIONS);
        if (header == null) {
            return List.of();
        }
        List<Extension> named = NamedExtensions.of(header);
        List<String> offered = offered(UpgradeRequest.SEC_WEBSOCKET_EXTENSIONS);
        for (Extension extension : named) {
            if (!offered.contains(extension.getName())) {
                throw new HandshakeException("the extension " + Printable.of(extension.getName()) + " was not offered");
            }
        }
        if (extensions.stream().anyMatch(PerMessageDeflate.class::isInstance)) {
            PerMessageDeflate.check(named);
        }
        return named;
    }
}
