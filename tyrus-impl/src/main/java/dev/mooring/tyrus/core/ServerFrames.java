package dev.mooring.tyrus.core;

import org.jspecify.annotations.Nullable;

/** What a server may not send, and Tyrus would take from it: so much that it would answer pings of that kind without bound. */
public final class ServerFrames {

    private static final int FIN = 0x80;
    private static final int RSV = 0x70;
    private static final int CONTROL = 0x08;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LONGEST_CONTROL = 125;

    private ServerFrames() {}

    /** Why a frame whose header begins with these two bytes breaks the protocol, or {@code null}. */
    public static @Nullable String objection(int first, int second) {
        if ((second & MASKED) != 0) {
            return "a frame of a server is masked"; // RFC 6455, section 5.1
        } else if ((first & CONTROL) == 0) {
            return null;
        } else if ((first & FIN) == 0 || (second & LENGTH) > LONGEST_CONTROL) {
            return "a control frame is in parts, or too long";
        } else {
            return (first & RSV) == 0 ? null : "a control frame is marked as changed by an extension"; // RFC 7692
        }
    }
}
