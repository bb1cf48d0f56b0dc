package dev.mooring.server.servlet;

import dev.mooring.server.MooringServer;
import dev.mooring.server.health.Health;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers what {@link Health} says: 200 with JSON, or 503 while draining. Not mapped to any path by itself, for what it tells
 * is not for everyone; map it in {@code web.xml}, or by {@code addServlet}. 404 in an application without guarded endpoints.
 */
public final class HealthServlet extends HttpServlet {

    /** For containers. */
    public HealthServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        MooringServer mooring = MooringServlets.find(getServletContext());
        if (mooring == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Health health = mooring.health();
        byte[] body = health.json().getBytes(StandardCharsets.UTF_8);
        response.setStatus(health.status());
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
