package dev.mooring.cli;

/**
 * A received text as one line of standard output. Line breaks inside become {@code \n} and {@code \r}, two characters each;
 * nothing else is changed (a backslash stays one), except on a terminal, where control characters, which could drive it,
 * become {@code �}.
 */
public final class MessageLine {

    private MessageLine() {}

    /** The line, without its end. */
    public static String of(String message, boolean terminal) {
        String line = message.indexOf('\n') < 0 && message.indexOf('\r') < 0
                ? message
                : message.replace("\r", "\\r").replace("\n", "\\n");
        return terminal ? harmless(line) : line;
    }

    private static String harmless(String line) {
        return line.codePoints()
                .map(c -> Character.isISOControl(c) && c != '\t' ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
