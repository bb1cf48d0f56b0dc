package dev.mooring.cdi.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LentTest {

    /** Neither the application's, which a new thread would keep, nor the server's, which Payara Micro takes 4 ms to search. */
    @Test
    void theServersExecutorIsCalledWithThePlatformsClassLoader() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        Lent.run(() -> assertThat(Thread.currentThread().getContextClassLoader())
                .isSameAs(ClassLoader.getPlatformClassLoader()));
        assertThat(Lent.<ClassLoader>call(() -> Thread.currentThread().getContextClassLoader()))
                .isSameAs(ClassLoader.getPlatformClassLoader());
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(application);
    }
}
