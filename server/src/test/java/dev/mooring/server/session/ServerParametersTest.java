package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.server.handshake.PathTemplate;
import dev.mooring.websocket.dispatch.ParameterResolver;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerParametersTest {

    static void open(@PathParam("seat") int seat) {}

    @Test
    void aValueOfAnotherTypeIsNowhereInWhatIsThrown() throws Exception {
        ParameterResolver.Source seat = new ServerParameters(PathTemplate.of("/room/{seat}"))
                .resolve(getClass().getDeclaredMethod("open", int.class).getParameters()[0]);
        Session session = (Session) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Session.class},
                (self, method, arguments) -> Map.of("seat", "1\r\nforged"));
        assertThatThrownBy(() -> seat.value(session))
                .isInstanceOf(DecodeException.class)
                .hasMessage("path parameter seat of /room/{seat} has no such value")
                .hasNoCause();
    }
}
