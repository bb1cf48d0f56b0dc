package dev.mooring.it.app;

import dev.mooring.cdi.Resilient;
import dev.mooring.websocket.ResilientSession;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.EncodeException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Has {@link Here} send a quote; answers what came back, and where it was heard. */
@WebServlet("/here")
public class HereServlet extends HttpServlet {

    @Inject
    Here here;

    @Inject
    @Resilient("here")
    ResilientSession session;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Quote quote = new Quote();
        quote.symbol = request.getParameter("symbol");
        quote.price = 21;
        try {
            session.getBasicRemote().sendObject(quote);
            response.getWriter().print(here.answers().poll(10, TimeUnit.SECONDS));
        } catch (EncodeException | InterruptedException e) {
            throw new ServletException(e);
        }
    }
}
