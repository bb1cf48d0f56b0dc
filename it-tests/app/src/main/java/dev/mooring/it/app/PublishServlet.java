package dev.mooring.it.app;

import dev.mooring.server.MooringServer;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Publishes {@code text} in a {@code topic}. */
@WebServlet("/publish")
public class PublishServlet extends HttpServlet {

    @Inject
    MooringServer mooring;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        mooring.topics().topic(request.getParameter("topic")).publish(request.getParameter("text"));
        response.getWriter().print("published");
    }
}
