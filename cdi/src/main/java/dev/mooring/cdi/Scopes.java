package dev.mooring.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.inject.Singleton;

/** In which scopes an endpoint may live: it has one session, so there must be one of it. */
final class Scopes {

    private Scopes() {}

    static void check(Bean<?> bean) {
        if (bean.getScope() != ApplicationScoped.class && bean.getScope() != Singleton.class) {
            throw new IllegalArgumentException(bean.getBeanClass().getName() + " is @"
                    + bean.getScope().getSimpleName()
                    + ", but has one session for the whole application: make it @ApplicationScoped, which is the default,"
                    + " or @Singleton");
        }
    }
}
