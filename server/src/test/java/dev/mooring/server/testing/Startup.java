package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import dev.mooring.server.servlet.GuardedApplicationConfig;
import dev.mooring.server.servlet.HealthServlet;
import dev.mooring.server.servlet.MooringInitializer;
import dev.mooring.server.servlet.MooringServlets;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.HashSet;
import java.util.Set;

/** What a servlet container finds in the jar, or what an application does that leaves the filter out. */
record Startup(MooringServer mooring, Deployment deployment) implements ServletContainerInitializer {

    Set<Class<?>> scanned() {
        Set<Class<?>> all = new HashSet<>(deployment.endpoints());
        all.add(GuardedApplicationConfig.class);
        return all;
    }

    @Override
    public void onStartup(Set<Class<?>> found, ServletContext context) throws ServletException {
        context.addListener(new BareListener(mooring, deployment));
        if (deployment.filter()) {
            MooringServlets.use(context, mooring);
            new MooringInitializer().onStartup(scanned(), context);
            context.addServlet("health", HealthServlet.class).addMapping("/health");
        }
    }
}
