package dev.mooring.server.handshake;

import jakarta.websocket.HandshakeResponse;
import java.lang.reflect.Method;

/** Sets the status of a handshake response where the container can: Tyrus has a method for it, Jakarta has not. */
public final class StatusSetter {

    private StatusSetter() {}

    /** Whether the status will be sent. */
    public static boolean set(HandshakeResponse response, int status) {
        try {
            Method setter = response.getClass().getMethod("setStatus", int.class);
            setter.invoke(response, status);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }
}
