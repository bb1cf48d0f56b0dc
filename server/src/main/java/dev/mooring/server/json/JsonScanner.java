package dev.mooring.server.json;

import org.jspecify.annotations.Nullable;

/** Reads the tokens of a JSON text. Not thread-safe. */
final class JsonScanner {

    private final String text;
    private final int maxDigits;
    private int at;

    JsonScanner(String text, int maxDigits) {
        this.text = text;
        this.maxDigits = maxDigits;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == text.length();
    }

    void skipSpace() {
        while (!atEnd() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    boolean accept(char c) {
        if (!atEnd() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Reads a string, number or literal; what is wrong with it, or {@code null}. */
    @Nullable String scalar() {
        if (atEnd()) {
            return "value expected";
        }
        char c = text.charAt(at);
        if (c == '"') {
            return string() == null ? "malformed string" : null;
        }
        if (c == '-' || isDigit(c)) {
            return number();
        }
        for (String literal : new String[] {"true", "false", "null"}) {
            if (text.startsWith(literal, at)) {
                at += literal.length();
                return null;
            }
        }
        return "value expected";
    }

    /** Reads a string with its escapes resolved, so that two spellings of one key are one; {@code null} if malformed. */
    @Nullable String string() {
        if (!accept('"')) {
            return null;
        }
        int start = at;
        StringBuilder unescaped = null;
        while (!atEnd()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return unescaped == null ? text.substring(start, at - 1) : unescaped.toString();
            }
            if (c < 0x20) {
                return null;
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder(text.substring(start, at - 1)) : unescaped;
                int escaped = escape();
                if (escaped < 0) {
                    return null;
                }
                unescaped.append((char) escaped);
            } else if (unescaped != null) {
                unescaped.append(c);
            }
        }
        return null;
    }

    private int escape() {
        if (atEnd()) {
            return -1;
        }
        char c = text.charAt(at++);
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> -1;
        };
    }

    private int hex() {
        if (at + 4 > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            char c = text.charAt(at++);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1; // digit() also knows digits of other scripts
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private @Nullable String number() {
        int start = at;
        accept('-');
        int digits = 0;
        if (accept('0')) {
            digits = 1;
        } else {
            digits = digits();
            if (digits == 0) {
                return "digit expected";
            }
        }
        if (accept('.')) {
            int fraction = digits();
            if (fraction == 0) {
                return "digit expected";
            }
            digits += fraction;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            int exponentStart = at;
            int exponent = digits();
            if (exponent == 0) {
                return "digit expected";
            }
            // 1e999999999 has few digits and is a bomb for whoever expands it
            if (exponent > 4 || Integer.parseInt(text, exponentStart, at, 10) > 400) {
                return "exponent above 400";
            }
            digits += exponent;
        }
        return digits > maxDigits ? "number of more than " + maxDigits + " digits, from character " + start : null;
    }

    private int digits() {
        int start = at;
        while (!atEnd() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - start;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
