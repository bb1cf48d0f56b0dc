package dev.mooring.it.app;

import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Our client inside the server: connects to {@code uri}, by way of {@code transport} if that is given, sends {@code text},
 * answers what came back.
 */
@WebServlet("/ask")
public class AskServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Answer answer = new Answer();
        ResilientContainer.Builder options = ResilientContainer.builder();
        String transport = request.getParameter("transport");
        if (transport != null) {
            options.transport(transport);
        }
        try (ResilientContainer container = options.build();
                ResilientSession session = container.connectToServer(answer, URI.create(request.getParameter("uri")))) {
            session.getBasicRemote().sendText(request.getParameter("text"));
            response.getWriter().print(answer.text.get(10, TimeUnit.SECONDS));
        } catch (DeploymentException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new ServletException(e);
        }
    }

    /** Keeps the first message. */
    @ClientEndpoint
    public static class Answer {

        private final CompletableFuture<String> text = new CompletableFuture<>();

        @OnMessage
        public void message(String message) {
            text.complete(message);
        }
    }
}
