package dev.mooring.cdi.server;

import dev.mooring.websocket.dispatch.CallContext;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.BeanManager;
import org.jspecify.annotations.Nullable;

/** A request context of its own around each call, unless one is active already. */
public final class RequestContexts implements CallContext {

    private final BeanManager beans;

    /** Contexts of this container. */
    public RequestContexts(BeanManager beans) {
        this.beans = beans;
    }

    @Override
    public @Nullable Object around(Call call) throws Throwable {
        RequestContextController controller =
                beans.createInstance().select(RequestContextController.class).get();
        boolean mine = controller.activate();
        try {
            return call.proceed();
        } finally {
            if (mine) {
                controller.deactivate();
            }
        }
    }
}
