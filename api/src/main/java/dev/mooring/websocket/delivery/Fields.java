package dev.mooring.websocket.delivery;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of the header: a version, then fields, {@code 1;name=value;name=value}. Spaces and tabs around a semicolon
 * mean nothing, fields that are not known are passed over.
 */
final class Fields {

    private static final int MAX_LENGTH = 512;
    private static final int MAX_FIELDS = 16;
    private static final int TOKEN_LENGTH = 43;
    private static final int MAX_ID_LENGTH = 64;
    private static final String VERSION = "1";

    private final Map<String, String> values = new HashMap<>();

    private Fields() {}

    /** Reads a header; {@code null} when it is of a version that we do not speak. */
    static @Nullable Fields parse(String header) throws ProtocolException {
        if (header.length() > MAX_LENGTH) {
            throw new ProtocolException("header longer than " + MAX_LENGTH + " characters");
        }
        String[] parts = header.split(";", -1);
        if (!isVersion(parts[0].strip())) {
            throw new ProtocolException("header without a version");
        }
        if (!parts[0].strip().equals(VERSION)) {
            return null;
        }
        if (parts.length > MAX_FIELDS) {
            throw new ProtocolException("header with more than " + MAX_FIELDS + " fields");
        }
        Fields fields = new Fields();
        for (int i = 1; i < parts.length; i++) {
            String part = parts[i].strip();
            int equals = part.indexOf('=');
            if (equals < 1 || fields.values.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                throw new ProtocolException("header with a field that is malformed or repeated");
            }
        }
        return fields;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String word(String name) throws ProtocolException {
        String value = values.get(name);
        if (value == null) {
            throw new ProtocolException("header without " + name);
        }
        return value;
    }

    String id() throws ProtocolException {
        String value = word("id");
        if (value.isEmpty() || value.length() > MAX_ID_LENGTH || !isBase64Url(value)) {
            throw new ProtocolException("id must be 1 to " + MAX_ID_LENGTH + " characters of base64url");
        }
        return value;
    }

    String token() throws ProtocolException {
        String value = word("token");
        if (value.length() != TOKEN_LENGTH || !isBase64Url(value)) {
            throw new ProtocolException("token must be " + TOKEN_LENGTH + " characters of base64url");
        }
        return value;
    }

    /** A count: digits alone, so that nothing is negative, and at most 2^63 - 1. */
    long count(String name) throws ProtocolException {
        String value = word(name);
        if (value.isEmpty() || value.length() > 19 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ProtocolException(name + " must be 1 to 19 digits");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new ProtocolException(name + " must be at most 2^63 - 1");
        }
    }

    long countUpTo(String name, String bound) throws ProtocolException {
        long value = count(name);
        if (value > count(bound)) {
            throw new ProtocolException(name + " must be at most " + bound);
        }
        return value;
    }

    private static boolean isVersion(String text) {
        return !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isBase64Url(String text) {
        return text.chars()
                .allMatch(c -> (c >= 'A' && c <= 'Z')
                        || (c >= 'a' && c <= 'z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '_');
    }
}
