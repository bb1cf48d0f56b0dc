package dev.mooring.server.contract;

import static java.util.Map.entry;

import dev.mooring.server.policy.OriginPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Origin header values that are, or only look like, allowed ones. */
final class OriginTable {

    static final String[] ALLOWED = {
        "https://app.example",
        "http://plain.example:8080",
        "https://*.sub.example",
        "https://*.port.example:9443",
        "https://[2001:db8::1]:8443",
        "https://xn--bcher-kva.example",
        "http://127.0.0.1:3000",
        "capacitor://localhost"
    };

    static final OriginPolicy POLICY = OriginPolicy.deny().allow(ALLOWED);

    /** One handshake: raw header lines, and whether it is to pass. */
    record Row(String name, List<String> lines, boolean passes) {

        @Override
        public String toString() {
            return name;
        }
    }

    private OriginTable() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String origin : PASSING) {
            rows.add(new Row(origin, List.of("Origin: " + origin), true));
        }
        for (String origin : REFUSED) {
            rows.add(new Row(printable(origin), List.of("Origin: " + origin), false));
        }
        for (var odd : ODD) {
            rows.add(new Row(odd.getKey(), odd.getValue(), false));
        }
        for (var same : SPELLED_DIFFERENTLY) {
            rows.add(new Row(same.getKey(), same.getValue(), true));
        }
        return rows;
    }

    private static String printable(String origin) {
        String shown = origin.length() > 60 ? origin.substring(0, 60) + "… " + origin.length() : origin;
        return shown.chars()
                .mapToObj(c -> c < 0x20 || c == 0x7f ? "<%02x>".formatted(c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static final String[] PASSING = {
        "https://app.example",
        "https://APP.Example",
        "HTTPS://app.example",
        "https://app.example:443",
        "http://plain.example:8080",
        "https://a.sub.example",
        "https://a.b.sub.example",
        "https://A.SUB.example:443",
        "https://x.port.example:9443",
        "https://[2001:db8::1]:8443",
        "https://[2001:DB8::1]:8443",
        "https://xn--bcher-kva.example",
        "http://127.0.0.1:3000",
        "capacitor://localhost"
    };

    private static final String[] REFUSED = {
        "null",
        "NULL",
        "*",
        "https://*",
        "https://*.sub.example",
        "undefined",
        "file://",
        "about:blank",
        "data:text/html,x",
        "javascript:alert(1)",
        "https://",
        "https:",
        "//app.example",
        "app.example",
        "app.example:443",
        "http://app.example",
        "wss://app.example",
        "ws://app.example",
        "https://app.example:80",
        "https://app.example:8443",
        "https://app.example:0443",
        "https://app.example:",
        "https://app.example:443443",
        "https://app.example:-1",
        "https://app.example:4x3",
        "https://app.example.",
        "https://.app.example",
        "https://app..example",
        "https://app.example/",
        "https://app.example/path",
        "https://app.example//",
        "https://app.example\\",
        "https://app.example?",
        "https://app.example?x=https://app.example",
        "https://app.example#",
        "https://app.example#@evil.example",
        "https://evil.example#https://app.example",
        "https://evil.example/https://app.example",
        "https://evil.example?https://app.example",
        "https://user@app.example",
        "https://user:pass@app.example",
        "https://app.example@evil.example",
        "https://app.example:443@evil.example",
        "https://app.example.evil.example",
        "https://evilapp.example",
        "https://evil-app.example",
        "https://app.example-evil.example",
        "https://app.examples",
        "https://app.exampl",
        "https://pp.example",
        "https://www.app.example",
        "https://app-example",
        "https://app%2eexample",
        "https://app.example%00",
        "https://app.example%20",
        "https://app.example%0d%0aX: y",
        "https://sub.example",
        "https://.sub.example",
        "https://a..sub.example",
        "https://evilsub.example",
        "https://a.sub.example.evil.example",
        "https://a.sub.example:8443",
        "http://a.sub.example",
        "https://a@b.sub.example",
        "https://evil.example/.sub.example",
        "https://evil.example#.sub.example",
        "https://x.port.example",
        "https://x.port.example:443",
        "https://[::1]",
        "https://[2001:db8::1]",
        "https://[2001:db8:0:0:0:0:0:1]:8443",
        "https://2001:db8::1:8443",
        "https://[2001:db8::1",
        "https://[2001:db8::1]8443",
        "https://[2001:db8::1%25eth0]:8443",
        "https://[x].sub.example",
        "https://bücher.example",
        "https://xn--bcher-kvb.example",
        "https://аpp.example", // Cyrillic a
        "https://app\u3002example", // ideographic full stop
        "https://app\uff0eexample", // full-width full stop
        "https://\u212aapp.example", // Kelvin sign, which Unicode lower-cases to k
        "https://app.example\u200b", // zero width space
        "https://127.0.0.1:3000",
        "http://127.0.0.1",
        "http://127.1:3000",
        "http://2130706433:3000",
        "http://localhost:3000",
        "https://app.example, https://app.example",
        "https://app.example,https://evil.example",
        "https://evil.example, https://app.example",
        "https://app.example https://evil.example",
        "https://evil.example https://app.example",
        "https://app.example;https://evil.example",
        "\"https://app.example\"",
        "<https://app.example>",
        "https://app.example\tx",
        "https://app.example\u0001",
        "\u0001https://app.example",
        "https://app\u007f.example",
        "https://app.example\u000b",
        "https://" + "a".repeat(8192) + ".sub.example",
        "https://app.example" + "x".repeat(8192),
        "https://" + "a.".repeat(1500) + "sub.example"
    };

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final java.util.Map.Entry<String, List<String>>[] ODD = new java.util.Map.Entry[] {
        entry("absent", List.of()),
        entry("empty", List.of("Origin:")),
        entry("blank", List.of("Origin:    ")),
        entry("two headers, allowed first", List.of("Origin: https://app.example", "Origin: https://evil.example")),
        entry("two headers, allowed last", List.of("Origin: https://evil.example", "Origin: https://app.example")),
        entry("two headers, the same", List.of("Origin: https://app.example", "Origin: https://app.example")),
        entry("two headers, spelled apart", List.of("Origin: https://app.example", "ORIGIN: https://evil.example")),
        entry("allowed and empty", List.of("Origin: https://app.example", "Origin:")),
        entry("obs-fold", List.of("Origin: https://app.example", " , https://evil.example")),
        entry("obs-fold before", List.of("Origin: https://evil.example,", "\thttps://app.example")),
        entry("another header", List.of("Sec-WebSocket-Origin: https://app.example")),
        entry("referer", List.of("Referer: https://app.example/")),
        entry("name with space", List.of("Origin : https://app.example")),
        entry("name with underscore", List.of("Origin_: https://app.example"))
    };

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final java.util.Map.Entry<String, List<String>>[] SPELLED_DIFFERENTLY = new java.util.Map.Entry[] {
        entry("header name in lower case", List.of("origin: https://app.example")),
        entry("header name in upper case", List.of("ORIGIN: https://app.example")),
        entry("no space", List.of("Origin:https://app.example")),
        entry("space around", List.of("Origin:   https://app.example  ")),
        entry("tab before", List.of("Origin:\thttps://app.example"))
    };
}
