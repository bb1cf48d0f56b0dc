package dev.mooring.tyrus.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.core.Utils;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/** The headers of a response, as Tyrus wants them. */
public final class ResponseHeaders {

    private ResponseHeaders() {}

    /** Adds one line. */
    public static void add(UpgradeResponse response, String name, String line) {
        Map<String, List<String>> headers = response.getHeaders(); // by name, whatever the case
        List<String> values = headers.computeIfAbsent(name, none -> new ArrayList<>(1));
        String value = line.trim();
        if (name.equalsIgnoreCase(UpgradeRequest.CONNECTION)) {
            // Tyrus looks for "Upgrade" in the first value alone, which may be another option
            String all = values.isEmpty() ? value : values.get(0) + ", " + value;
            values.clear();
            values.add(all);
        } else {
            values.addAll(Utils.parseHeaderValue(value));
        }
    }
}
