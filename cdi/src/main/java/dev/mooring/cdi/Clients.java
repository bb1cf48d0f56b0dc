package dev.mooring.cdi;

import dev.mooring.cdi.config.Source;
import dev.mooring.cdi.server.ServerThreads;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The clients of one application, by name. Filled while the application is deployed, then thread-safe. */
public final class Clients {

    /** The name under which the container without a qualifier is configured. */
    static final String DEFAULT = "default";

    private static final System.Logger LOG = System.getLogger(Clients.class.getName());
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern KEY = Pattern.compile("mooring\\.([^.]+)\\..+");

    private final Map<String, Client> clients = new TreeMap<>();
    private @Nullable BeanManager beans;
    private @Nullable ServerThreads threads;
    private boolean closed;

    Clients() {}

    /** All of them. */
    public Collection<Client> all() {
        return List.copyOf(clients.values());
    }

    Client client(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "@Resilient(\"" + name + "\"): a name has letters, digits, - and _, and at least one of them");
        }
        return clients.computeIfAbsent(name, key -> new Client(key, this));
    }

    void add(String name, Bean<?> endpoint) {
        if (name.equals(DEFAULT)) {
            throw new IllegalArgumentException(
                    "@Resilient(\"default\") on " + endpoint.getBeanClass().getName()
                            + ": this name is that of the container without a qualifier; choose another");
        }
        client(name).endpoint(endpoint);
    }

    void use(BeanManager manager) {
        beans = manager;
    }

    /** Reads what is configured; returns what is wrong with it. */
    List<DeploymentException> configure(Source source) {
        List<DeploymentException> problems = new ArrayList<>();
        for (Client client : clients.values()) {
            List<String> wrong = client.configure(source);
            if (!wrong.isEmpty()) {
                problems.add(new DeploymentException(client.notProperly(wrong)));
            }
        }
        source.keys().stream()
                .map(KEY::matcher)
                .filter(key -> key.matches() && !clients.containsKey(key.group(1)))
                .forEach(key -> LOG.log(
                        System.Logger.Level.WARNING,
                        key.group() + " is for no client of this application, which has " + clients.keySet()));
        return problems;
    }

    /** Opens the sessions. Does not wait for them: what they connect to may not be up yet, this application for instance. */
    void start() {
        threads(); // here, in a thread of the application
        clients.values().stream().filter(Client::hasEndpoint).forEach(Client::session);
    }

    /** Without a lock while clients are closed: whoever makes one holds that client and asks for the threads here. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        clients.values().forEach(Client::close);
    }

    synchronized ServerThreads threads() {
        if (closed) {
            throw new IllegalStateException("the application has stopped");
        }
        if (threads == null) {
            threads = ServerThreads.ofServer();
        }
        return threads;
    }

    BeanManager beans() {
        if (beans == null) {
            throw new IllegalStateException("the application is still being deployed");
        }
        return beans;
    }
}
