package dev.mooring.it.app;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers which server this is, and which CDI it has. */
@WebServlet("/server")
public class ServerServlet extends HttpServlet {

    /** New in CDI 4.1. No server's API says its version in one and the same place. */
    private static final String NEW = "jakarta.enterprise.invoke.Invoker";

    @Inject
    BeanManager beans;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Package weld = beans.getClass().getPackage();
        response.getWriter()
                .print(getServletContext().getServerInfo() + ", Java " + Runtime.version() + ", CDI " + cdi() + " ("
                        + weld.getName() + " " + weld.getImplementationVersion() + ")");
    }

    private static String cdi() {
        try {
            Class.forName(NEW, false, BeanManager.class.getClassLoader());
            return "4.1";
        } catch (ClassNotFoundException e) {
            return "4.0";
        }
    }
}
