package dev.mooring.it.contract;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.mooring.server.testing.HostedServer;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the test class, or with {@code #} the test method, that the query names, and answers a line for each test. */
@WebServlet("/run")
public final class RunServlet extends HttpServlet {

    /** For the container. */
    public RunServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        HostedServer.host(request.getLocalPort(), getServletContext());
        PrintWriter lines = response.getWriter();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector(request.getQueryString()))
                                .build(),
                        new Lines(lines));
        lines.println(Lines.END);
    }

    private static DiscoverySelector selector(String name) {
        return name.contains("#") || name.contains("%23") ? selectMethod(name.replace("%23", "#")) : selectClass(name);
    }
}
