package dev.mooring.it.app;

import dev.mooring.cdi.Resilient;
import dev.mooring.websocket.ResilientSession;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Has {@link There} send a text, if there is one; answers what it was told so far, and its state. */
@WebServlet("/there")
public class ThereServlet extends HttpServlet {

    @Inject
    There there;

    @Inject
    @Resilient("there")
    ResilientSession session;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String text = request.getParameter("text");
        if (text != null) {
            session.getBasicRemote().sendText(text);
        }
        response.getWriter().print(session.state() + "\n" + String.join("\n", there.told()));
    }
}
