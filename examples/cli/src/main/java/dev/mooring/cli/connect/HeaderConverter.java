package dev.mooring.cli.connect;

import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code Name: value}. What it says when it cannot leaves the value out, which may be a secret. */
final class HeaderConverter implements ITypeConverter<Header> {

    /** The handshake sets them itself; another value would break it. */
    private static final Set<String> RESERVED =
            Set.of("connection", "upgrade", "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions");

    @Override
    public Header convert(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new TypeConversionException("write it as 'Name: value', with a colon");
        }
        String name = text.substring(0, colon).strip();
        String value = text.substring(colon + 1).strip();
        if (!Tokens.isToken(name)) {
            throw new TypeConversionException("'" + name + "' cannot be the name of an HTTP header");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("sec-websocket-protocol")) {
            throw new TypeConversionException("offer subprotocols by --subprotocol, not by '" + name + "'");
        }
        if (RESERVED.contains(lower)) {
            throw new TypeConversionException("'" + name + "' belongs to the handshake itself");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new TypeConversionException("the value of '" + name + "' holds a line break");
        }
        return new Header(name, value);
    }
}
