package dev.mooring.examples.war;

import dev.mooring.cdi.Resilient;
import dev.mooring.server.MooringServer;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.SessionStats;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The live view's figures: the client's session, and the server's health. */
@WebServlet("/status")
public class StatusServlet extends HttpServlet {

    @Inject
    MooringServer server;

    @Inject
    TimeClient client;

    @Inject
    @Resilient("clock")
    ResilientSession session;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        session.send("what time is it?", SendOptions.conflateBy("time"));
        SessionStats stats = session.stats();
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter()
                .print("{\"client\":"
                        + Json.createObjectBuilder()
                                .add("state", stats.state().name())
                                .add("time", client.time())
                                .add("lastEvent", client.lastEvent())
                                .add("connections", stats.connectionsOpened())
                                .add("sent", stats.messagesSent())
                                .add("received", stats.messagesReceived())
                                .add("circuit", stats.circuitState().name())
                                .build()
                        + ",\"server\":" + server.health().json() + "}");
    }
}
