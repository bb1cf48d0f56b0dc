package dev.mooring.websocket;

import java.time.Duration;
import java.util.Locale;

/** Makes things fit for people to read, and text from a peer safe: control characters could forge log lines. */
public final class Printable {

    private Printable() {}

    /** The same text with each control character, also of Unicode's line separators, replaced by {@code �}. */
    public static String of(String text) {
        return text.codePoints()
                .map(c -> isUnsafe(c) ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** A duration for people: {@code 250 ms} below a second, {@code 1.5 s} from there on. */
    public static String of(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static boolean isUnsafe(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                || Character.getType(c) == Character.SURROGATE;
    }
}
