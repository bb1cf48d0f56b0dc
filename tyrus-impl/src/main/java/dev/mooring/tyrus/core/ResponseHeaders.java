package dev.mooring.tyrus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/**
 * The headers of a response, as Tyrus wants them: a value for each line, not split at its commas. Few headers are lists, and those of
 * an upgrade Tyrus either splits by itself or looks through for what it wants; but a date, a URI or a realm may have a comma.
 */
public final class ResponseHeaders {

    /** A quoted string, or the end of an element and an empty one behind it (RFC 9110, section 5.6.1), at which Tyrus fails. */
    private static final Pattern EMPTY_ELEMENT = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*+\")|,[ \\t]*+(?=,|$)");

    private ResponseHeaders() {}

    /** Adds one line. */
    public static void add(UpgradeResponse response, String name, String line) {
        Map<String, List<String>> headers = response.getHeaders(); // by name, whatever the case
        List<String> values = headers.computeIfAbsent(name, none -> new ArrayList<>(1));
        String value = line.trim();
        if (name.equalsIgnoreCase(UpgradeRequest.SEC_WEBSOCKET_EXTENSIONS)) {
            value = EMPTY_ELEMENT.matcher(value).replaceAll("$1");
        }
        if (!values.isEmpty() && name.equalsIgnoreCase(UpgradeRequest.CONNECTION)) {
            values.set(0, values.get(0) + ", " + value); // Tyrus looks for "Upgrade" in the first value alone
        } else if (!value.isEmpty()) { // which Tyrus could not read as a list of extensions
            values.add(value);
        }
    }
}
