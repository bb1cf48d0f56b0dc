package dev.mooring.server.handshake;

import jakarta.websocket.server.HandshakeRequest;
import java.lang.reflect.Method;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An upgrade request as the Configurator sees it. */
public final class JakartaHandshake extends Handshake {

    private final HandshakeRequest request;

    /** A view of this request. */
    public JakartaHandshake(HandshakeRequest request) {
        this.request = request;
    }

    @Override
    public List<String> headers(String name) {
        List<String> values = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : request.getHeaders().entrySet()) {
            if (header.getKey() != null && header.getKey().equalsIgnoreCase(name) && header.getValue() != null) {
                values.addAll(header.getValue());
            }
        }
        return values;
    }

    @Override
    public String path() {
        String path = request.getRequestURI().getRawPath();
        return path == null ? "" : path;
    }

    @Override
    protected @Nullable String rawQuery() {
        String query = request.getRequestURI().getRawQuery();
        return query != null ? query : request.getQueryString();
    }

    @Override
    protected @Nullable Principal userPrincipal() {
        return request.getUserPrincipal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return containerPrincipal() != null && request.isUserInRole(role);
    }

    /** Jakarta has no such method; Tyrus, the one server without servlets, has it on its request under this name. */
    @Override
    protected @Nullable String peerAddress() {
        try {
            Method method = request.getClass().getMethod("getRemoteAddr");
            return (String) method.invoke(request);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
