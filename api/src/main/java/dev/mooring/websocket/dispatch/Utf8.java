package dev.mooring.websocket.dispatch;

/** The size of text on the wire. */
public final class Utf8 {

    private Utf8() {}

    /**
     * How many bytes {@code text.getBytes(UTF_8)} would have, without making them. An unpaired surrogate counts as one,
     * for Java encodes it as a question mark.
     */
    public static long length(String text) {
        int n = text.length();
        int i = 0;
        while (i < n && text.charAt(i) < 0x80) { // most text is all of this kind: nothing but a compare in the loop
            i++;
        }
        return i == n ? n : i + rest(text, i, n);
    }

    private static long rest(String text, int from, int end) {
        long bytes = (long) end - from;
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
            }
        }
        return bytes;
    }
}
