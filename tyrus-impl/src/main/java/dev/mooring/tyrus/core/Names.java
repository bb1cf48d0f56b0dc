package dev.mooring.tyrus.core;

import dev.mooring.tyrus.transport.Daemons;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Resolves host names as the system does, {@code /etc/hosts} and all. The system's call blocks, for many seconds where no
 * server answers, so threads of its own make it, which end when they have nothing to do: neither an event loop nor the container's
 * executor waits, and a few names that hang hold up no other. Thread-safe.
 */
public final class Names implements AutoCloseable {

    /** So many names are looked up at once. */
    public static final int THREADS = 16;

    private static final long IDLE_SECONDS = 5;
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    /** What Java takes for an address or for nothing, and never asks the system for: a colon alone does not make it so. */
    private static final Pattern IPV6 = Pattern.compile("(?=[^%]*:)[0-9a-fA-F:][0-9a-fA-F:.]*(%.+)?");

    /** Looks up a name, which may take long. */
    public interface Lookup {
        /** All addresses of the host, as of {@link InetAddress#getAllByName}. */
        InetAddress[] allByName(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final ThreadPoolExecutor lookups;

    /** The system's names, looked up by threads of this name. */
    public Names(String name) {
        this(name, InetAddress::getAllByName);
    }

    /** Names that are looked up in this way. */
    public Names(String name, Lookup lookup) {
        this.lookup = lookup;
        lookups = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new Daemons(name + "-dns-"));
        lookups.allowCoreThreadTimeOut(true);
    }

    /**
     * All addresses of the host, in the system's order of preference; at once when it is an address itself. What is cancelled
     * before its turn is not looked up.
     */
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches()) {
            try {
                return CompletableFuture.completedFuture(List.of(InetAddress.getByName(bare)));
            } catch (UnknownHostException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        Runnable task = () -> lookUp(bare, found);
        try {
            lookups.execute(task);
            found.whenComplete((addresses, failure) -> forget(task, found));
        } catch (RejectedExecutionException e) {
            found.completeExceptionally(e);
        }
        return found;
    }

    private void forget(Runnable task, CompletableFuture<?> found) {
        if (found.isCancelled()) {
            lookups.remove(task);
        }
    }

    private void lookUp(String host, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(lookup.allByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
