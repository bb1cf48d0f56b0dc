package dev.mooring.tyrus.netty;

import dev.mooring.websocket.Failure;
import dev.mooring.websocket.Proxy;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a proxy gave no tunnel. */
final class Tunnels {

    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})");

    private Tunnels() {}

    /**
     * The proxy's refusal behind this; {@code null} if there is none. It is not the server's: a 404 from the proxy must not count as
     * one, and TLS that waited for the tunnel has not failed by itself.
     */
    static @Nullable Failure refusal(@Nullable Proxy proxy, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProxyConnectException) {
                String why = words(String.valueOf(cause.getMessage()));
                return Failure.of(Failure.Kind.REFUSED, "the proxy " + proxy + " gave no tunnel" + why, cause);
            }
        }
        return null;
    }

    /** Netty tells the status of a proxy's answer in its message alone. */
    private static String words(String message) {
        Matcher status = STATUS.matcher(message);
        if (!status.find()) {
            return ": " + message;
        }
        return " but HTTP " + status.group(1) + (status.group(1).equals("407") ? ": it wants other credentials" : "");
    }
}
