package dev.mooring.tyrus.core;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.glassfish.tyrus.core.ExecutorServiceProvider;

/**
 * What Tyrus asks of a container for a session. Tyrus 2.1, which Payara 6 has, starts a timer for idling at each message, also
 * where idling has no limit; here it is given one that takes it and does nothing.
 */
final class Bare extends ExecutorServiceProvider implements WebSocketContainer {

    private final ScheduledExecutorService timers = (ScheduledExecutorService) Proxy.newProxyInstance(
            Bare.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> null);

    @Override
    public ExecutorService getExecutorService() {
        return timers;
    }

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return timers;
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return -1; // 0 would cost Tyrus 2.2 a cancelled timer at every message
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return 0;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of();
    }

    @Override
    public void setAsyncSendTimeout(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int max) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Object endpoint, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Class<?> endpoint, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI path) {
        throw new UnsupportedOperationException();
    }
}
