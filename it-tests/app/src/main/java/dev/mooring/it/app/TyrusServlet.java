package dev.mooring.it.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.client.ClientProperties;

/** What {@link AskServlet} does, by Tyrus's own client on our Netty; and says whose Tyrus that is. */
@WebServlet("/tyrus")
public class TyrusServlet extends HttpServlet {

    private static final String NETTY = "dev.mooring.tyrus.netty.NettyClientContainer";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ClientManager client = ClientManager.createClient(NETTY);
        client.setDefaultMaxSessionIdleTimeout(-1);
        client.getProperties().put(ClientProperties.SHARED_CONTAINER_IDLE_TIMEOUT, 0);
        Answer answer = new Answer();
        try (Session session = client.connectToServer(answer, URI.create(request.getParameter("uri")))) {
            session.getBasicRemote().sendText(request.getParameter("text"));
            response.getWriter().print(answer.text.get(10, TimeUnit.SECONDS) + " by the Tyrus of the " + whose());
        } catch (DeploymentException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new ServletException(e);
        } finally {
            client.shutdown();
        }
    }

    private static String whose() {
        return ClientManager.class.getClassLoader() == TyrusServlet.class.getClassLoader() ? "WAR" : "server";
    }

    /** Keeps the first message. */
    @ClientEndpoint(configurator = WithoutOrigin.class)
    public static class Answer {

        private final CompletableFuture<String> text = new CompletableFuture<>();

        @OnMessage
        public void message(String message) {
            text.complete(message);
        }
    }

    /** Tyrus claims the server itself as the page that it comes from. */
    public static class WithoutOrigin extends ClientEndpointConfig.Configurator {
        @Override
        public void beforeRequest(Map<String, List<String>> headers) {
            headers.remove("Origin");
        }
    }
}
