package dev.mooring.websocket;

/** Makes text from a peer safe to print: control characters could forge log lines or drive a terminal. */
public final class Printable {

    private Printable() {}

    /** The same text with each control character, also of Unicode's line separators, replaced by {@code �}. */
    public static String of(String text) {
        return text.codePoints()
                .map(c -> isUnsafe(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.SURROGATE;
    }
}
