package dev.mooring.cdi;

import dev.mooring.cdi.server.RequestContexts;
import dev.mooring.websocket.SessionEvent;
import dev.mooring.websocket.SessionListener;
import jakarta.enterprise.inject.spi.BeanManager;

/** Hands the events of a client's sessions to {@code @Observes @Resilient(name)}. */
final class Events implements SessionListener {

    private final Resilient.Literal name;
    private final BeanManager beans;
    private final RequestContexts contexts;

    Events(String name, BeanManager beans) {
        this.name = Resilient.Literal.of(name);
        this.beans = beans;
        this.contexts = new RequestContexts(beans);
    }

    @Override
    public void onEvent(SessionEvent event) {
        try {
            contexts.around(() -> {
                beans.getEvent().select(name).fire(event);
                return null;
            });
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
