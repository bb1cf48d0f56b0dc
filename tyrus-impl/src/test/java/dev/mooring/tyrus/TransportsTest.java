package dev.mooring.tyrus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.tyrus.grizzly.GrizzlyTransport;
import dev.mooring.tyrus.netty.NettyTransport;
import dev.mooring.tyrus.transport.Transport;
import dev.mooring.websocket.ResilientContainer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransportsTest {

    @Test
    void nettyIsTakenWhereItIsOnTheClassPath() {
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

    private static Transport create(@Nullable String name) {
        try (Transport transport = Transports.named(name).create("t", Runnable::run)) {
            return transport;
        }
    }
}
