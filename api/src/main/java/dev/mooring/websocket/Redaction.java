package dev.mooring.websocket;

import java.net.URI;

/** Takes out of a URI what may be secret, so that the rest can be logged, shown and put into exceptions. */
public final class Redaction {

    private Redaction() {}

    /** Scheme, host, port and path; a query becomes {@code ?…}, user info and fragment go. */
    public static String of(URI uri) {
        StringBuilder shown = new StringBuilder();
        if (uri.getScheme() != null) {
            shown.append(uri.getScheme()).append("://");
        }
        if (uri.getHost() != null) {
            shown.append(uri.getHost());
        }
        if (uri.getPort() >= 0) {
            shown.append(':').append(uri.getPort());
        }
        if (uri.getRawPath() != null) {
            shown.append(uri.getRawPath());
        }
        if (uri.getRawQuery() != null) {
            shown.append("?…");
        }
        return shown.toString();
    }
}
