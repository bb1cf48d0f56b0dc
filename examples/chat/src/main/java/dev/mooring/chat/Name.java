package dev.mooring.chat;

import java.util.regex.Pattern;

/** What somebody may be called. It travels in a header, which holds ASCII. */
public final class Name {

    /** The rule, for people. */
    public static final String RULE = "1 to 32 of a-z, A-Z, 0-9, '.', '_' and '-'";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,32}");

    private Name() {}

    /** Whether one may be called so. */
    public static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }
}
