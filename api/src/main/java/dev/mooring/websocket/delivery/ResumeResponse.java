package dev.mooring.websocket.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The server's header in the upgrade's response. Immutable.
 *
 * @param resumed whether it is the session the client asked for; else it is a new one
 * @param id of the session
 * @param token for the next resume; a secret
 * @param received how many of the client's messages the server will not need again; 0 for a new session
 * @param processed of how many of them the handlers have returned
 * @param reset why the session that the client asked for is no more, or {@code null}
 */
public record ResumeResponse(
        boolean resumed,
        String id,
        String token,
        long received,
        long processed,
        @Nullable Reset reset) {

    /** Reads the header's value; {@code null} when it is of a version that we do not speak. */
    public static @Nullable ResumeResponse parse(String value) throws ProtocolException {
        Fields fields = Fields.parse(value);
        if (fields == null) {
            return null;
        }
        String state = fields.word("state");
        if (!state.equals("resumed") && !state.equals("new")) {
            throw new ProtocolException("state must be resumed or new");
        }
        return new ResumeResponse(
                state.equals("resumed"),
                fields.id(),
                fields.token(),
                fields.count("got"),
                fields.countUpTo("done", "got"),
                fields.has("reset") ? Reset.of(fields.word("reset")) : null);
    }

    /** The header's value. */
    public String format() {
        return "1;state=" + (resumed ? "resumed" : "new") + ";id=" + id + ";token=" + token + ";got=" + received
                + ";done=" + processed
                + (reset == null ? "" : ";reset=" + reset.word());
    }

    @Override
    public String toString() {
        return "ResumeResponse[" + id + ", resumed=" + resumed + ", received=" + received + ", reset=" + reset + "]";
    }
}
