package dev.mooring.tyrus.netty;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Resolves host names as the system does, {@code /etc/hosts} and all. The system's call blocks, for many seconds where no
 * server answers, so threads of its own make it, which end when they have nothing to do: neither an event loop nor the container's
 * executor waits, and a few names that hang hold up no other.
 */
final class Names implements AutoCloseable {

    static final int THREADS = 16; // at most
    private static final long IDLE_SECONDS = 5;

    /** Looks up a name, which may take long. */
    interface Lookup {
        InetAddress[] allByName(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final ThreadPoolExecutor lookups;

    Names(String name) {
        this(name, InetAddress::getAllByName);
    }

    Names(String name, Lookup lookup) {
        this.lookup = lookup;
        lookups = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name + "-dns", true));
        lookups.allowCoreThreadTimeOut(true);
    }

    /**
     * All addresses of the host, in the system's order of preference; at once when it is an address itself. What is cancelled
     * before its turn is not looked up.
     */
    CompletableFuture<List<InetAddress>> resolve(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (NetUtil.isValidIpV4Address(bare) || NetUtil.isValidIpV6Address(bare)) {
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
