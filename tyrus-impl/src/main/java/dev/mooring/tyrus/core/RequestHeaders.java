package dev.mooring.tyrus.core;

import java.util.List;

/** The headers of a request, of which each goes out as one line. */
public final class RequestHeaders {

    private static final String COOKIE = "Cookie";

    private RequestHeaders() {}

    /** The line for these values. They make a list, but in a header that has a separator of its own (RFC 6265, section 4.2.1). */
    public static String line(String name, List<String> values) {
        return String.join(name.equalsIgnoreCase(COOKIE) ? "; " : ", ", values);
    }
}
