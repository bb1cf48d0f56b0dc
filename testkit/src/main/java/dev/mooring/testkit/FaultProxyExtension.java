package dev.mooring.testkit;

import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A {@link FaultProxy} for each test: started before it, closed after it.
 *
 * <pre>{@code
 * @RegisterExtension
 * final FaultProxyExtension proxy = FaultProxyExtension.to(() -> server.port());
 *
 * @Test
 * void survivesAReset(FaultProxy proxy) { ... }
 * }</pre>
 *
 * <p>The proxy is there before {@code @BeforeEach} methods run, and asks for the port of the server at each connection,
 * so that those methods may start it. When a test fails whose faults followed a {@link FaultSchedule}, the seed is
 * published as a report entry and suppressed in the failure, where its stack trace shows it.
 *
 * <p>Register it in an instance field. In a static field it serves one test at a time.
 */
public final class FaultProxyExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Supplier<FaultProxy> starter;
    private @Nullable FaultSchedule schedule;
    private volatile @Nullable FaultProxy current;

    private FaultProxyExtension(Supplier<FaultProxy> starter) {
        this.starter = starter;
    }

    /** Proxies to a server on loopback, as {@link FaultProxy#to(IntSupplier)} does. */
    public static FaultProxyExtension to(IntSupplier serverPort) {
        return new FaultProxyExtension(() -> FaultProxy.to(serverPort).start());
    }

    /** Proxies to this server, as {@link FaultProxy#to(String, int)} does. */
    public static FaultProxyExtension to(String host, int port) {
        return new FaultProxyExtension(() -> FaultProxy.to(host, port).start());
    }

    /** Makes each proxy follow this schedule; default none. */
    public FaultProxyExtension following(FaultSchedule newSchedule) {
        schedule = newSchedule;
        return this;
    }

    /**
     * The proxy of the running test.
     *
     * @throws IllegalStateException if no test is running
     */
    public FaultProxy proxy() {
        FaultProxy proxy = current;
        if (proxy == null) {
            throw new IllegalStateException("the proxy lives from before each test until after it");
        }
        return proxy;
    }

    /** The port of {@link #proxy()}. */
    public int port() {
        return proxy().port();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        FaultProxy proxy = starter.get();
        current = proxy;
        if (schedule != null) {
            proxy.follow(schedule);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        FaultProxy proxy = current;
        if (proxy == null) {
            return; // it could not start, which has been told
        }
        current = null;
        if (schedule != null) {
            FaultScheduleHint hint = new FaultScheduleHint(schedule, proxy);
            context.getExecutionException().ifPresent(failure -> {
                failure.addSuppressed(hint);
                context.publishReportEntry("faults", hint.getMessage());
            });
        }
        proxy.close();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == FaultProxy.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return proxy();
    }
}
