package dev.mooring.cli.connect;

import java.util.regex.Pattern;

/** What HTTP calls a token: the names of headers and of subprotocols. */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private Tokens() {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
