package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.Proxy;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.spi.ContainerOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransportsTest {

    private final @Nullable String before = System.clearProperty(Transports.PROPERTY);

    @AfterEach
    void asItWas() {
        if (before == null) {
            System.clearProperty(Transports.PROPERTY);
        } else {
            System.setProperty(Transports.PROPERTY, before);
        }
    }

    @Test
    void aSystemPropertyChoosesForAllThatAskForNone() {
        System.setProperty(Transports.PROPERTY, "grizzly");
        assertThat(create(null)).isInstanceOf(GrizzlyTransport.class);
        assertThat(create("netty")).isInstanceOf(NettyTransport.class);
    }

    @Test
    void nettyIsTakenUnlessAnotherIsAskedFor() {
        assertThat(create(null)).isInstanceOf(NettyTransport.class);
    }

    @Test
    void aTransportIsChosenByItsName() {
        assertThat(create("grizzly")).isInstanceOf(GrizzlyTransport.class);
        assertThat(create("netty")).isInstanceOf(NettyTransport.class);
    }

    @Test
    void anUnknownNameIsRefusedWithTheChoices() {
        assertThatThrownBy(() -> ResilientContainer.builder().transport("nio").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("transport must be \"netty\" or \"grizzly\" but was \"nio\"");
    }

    @Test
    void grizzlyDoesNotSpeakSocks() {
        assertThatThrownBy(() -> ResilientContainer.builder()
                        .transport("grizzly")
                        .proxy(Proxy.socks5("proxy.invalid", 1080))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Proxy[SOCKS5 proxy.invalid:1080]");
    }

    private static Transport create(@Nullable String name) {
        try (Transport transport = Transports.of(options(name)).create("t", Runnable::run, () -> true)) {
            return transport;
        }
    }

    private static ContainerOptions options(@Nullable String name) {
        ResilientContainer.Builder builder = ResilientContainer.builder();
        if (name != null) {
            builder.transport(name);
        }
        try (ResilientContainer container = builder.build()) {
            return container.options();
        }
    }
}
