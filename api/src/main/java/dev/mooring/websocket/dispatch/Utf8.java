package dev.mooring.websocket.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text on the wire: its size, and what becomes of what is no text. */
public final class Utf8 {

    private Utf8() {}

    /**
     * How many bytes {@code text.getBytes(UTF_8)} would have, without making them. An unpaired surrogate counts as one,
     * for Java encodes it as a question mark.
     */
    public static long length(String text) {
        long measured = measure(text);
        return measured < 0 ? ~measured : measured;
    }

    /**
     * The length of text that can be encoded as it is, found in one pass; its complement, which is negative, when there is an
     * unpaired surrogate in it, which some encoders refuse: then {@link #encodable} is to be sent.
     */
    public static long measure(String text) {
        int n = text.length();
        int i = 0;
        while (i < n && text.charAt(i) < 0x80) { // most text is all of this kind: nothing but a compare in the loop
            i++;
        }
        return i == n ? n : rest(text, i, n);
    }

    /** The text with a question mark in the place of each unpaired surrogate, as Java encodes it. */
    public static String encodable(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    private static long rest(String text, int from, int end) {
        long bytes = end;
        boolean unpaired = false;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                continue;
            }
            if (c < 0x800) {
                bytes++;
            } else if (!Character.isSurrogate(c)) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 2; // four for the two of them
                i++;
            } else {
                unpaired = true;
            }
        }
        return unpaired ? ~bytes : bytes;
    }
}
