package dev.mooring.it.app;

import io.micrometer.core.instrument.Meter;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Answers a line for each meter and tag: {@code mooring.client.sessions state=open value 1.0}. */
@WebServlet("/meters")
public class MetersServlet extends HttpServlet {

    @Inject
    Metrics metrics;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter answer = response.getWriter();
        for (Meter meter : metrics.registry().getMeters()) {
            StringBuilder line = new StringBuilder(meter.getId().getName());
            meter.getId().getTags().forEach(tag -> line.append(" " + tag.getKey() + "=" + tag.getValue()));
            meter.measure()
                    .forEach(measured -> line.append(
                            " " + measured.getStatistic().getTagValueRepresentation() + " " + measured.getValue()));
            answer.println(line);
        }
    }
}
