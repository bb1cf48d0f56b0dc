package dev.mooring.tyrus.netty;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Resolves host names as the system does, {@code /etc/hosts} and all. The system's call blocks, so a few threads of its own
 * make it, which end when they have nothing to do: neither an event loop nor the container's executor waits.
 */
final class Names implements AutoCloseable {

    private static final int THREADS = 2;
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor lookups;

    Names(String name) {
        lookups = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name + "-dns", true));
        lookups.allowCoreThreadTimeOut(true);
    }

    /** All addresses of the host, in the system's order of preference; at once when it is an address itself. */
    CompletionStage<List<InetAddress>> resolve(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        if (NetUtil.isValidIpV4Address(bare) || NetUtil.isValidIpV6Address(bare)) {
            try {
                return CompletableFuture.completedStage(List.of(InetAddress.getByName(bare)));
            } catch (UnknownHostException e) {
                return CompletableFuture.failedStage(e);
            }
        }
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        try {
            lookups.execute(() -> lookUp(bare, found));
        } catch (RejectedExecutionException e) {
            found.completeExceptionally(e);
        }
        return found;
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> found) {
        try {
            found.complete(List.of(InetAddress.getAllByName(host)));
        } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
