package dev.mooring.server.session;

import jakarta.websocket.Session;
import java.util.Map;

/** What Tomcat reads from the user properties of a session; other containers would take no notice. */
final class TomcatProperties {

    private static final String PREFIX = "org.apache.tomcat.websocket.";

    private TomcatProperties() {}

    /** Bounds how long a control frame may block on a client that does not read, and how long a close may last. */
    static void set(Session raw, long sendTimeoutMillis, long closeMillis) {
        if (!raw.getClass().getName().startsWith("org.apache.tomcat.")) {
            return; // two entries in a map of every session are not free
        }
        Map<String, Object> properties = raw.getUserProperties();
        properties.put(PREFIX + "BLOCKING_SEND_TIMEOUT", sendTimeoutMillis);
        properties.put(PREFIX + "SESSION_CLOSE_TIMEOUT", closeMillis);
    }
}
