package dev.mooring.server.servlet;

import dev.mooring.server.handshake.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An upgrade request as a servlet filter sees it: with every value of every header, and the peer's address. */
final class ServletHandshake extends Handshake {

    private final HttpServletRequest request;

    ServletHandshake(HttpServletRequest request) {
        this.request = request;
    }

    @Override
    public List<String> headers(String name) {
        return Collections.list(request.getHeaders(name));
    }

    @Override
    public String path() {
        return request.getRequestURI();
    }

    /** The path inside the application, which is what endpoint templates describe. */
    String pathInContext() {
        return path().substring(Math.min(request.getContextPath().length(), path().length()));
    }

    @Override
    protected @Nullable String rawQuery() {
        return request.getQueryString();
    }

    @Override
    protected @Nullable String peerAddress() {
        return request.getRemoteAddr();
    }

    @Override
    protected @Nullable Principal userPrincipal() {
        return request.getUserPrincipal();
    }

    @Override
    public boolean isUserInRole(String role) {
        return containerPrincipal() != null && request.isUserInRole(role);
    }
}
