package dev.mooring.websocket.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The client's header: it speaks the protocol, and wants a new session or this one back. Immutable.
 *
 * @param id of the session, or {@code null} for a new one
 * @param token the last one the client was given; a secret
 * @param received how many of the server's messages the client will not need again
 * @param processed of how many of them the handlers have returned: all but the one that may be running
 */
public record ResumeRequest(@Nullable String id, @Nullable String token, long received, long processed) {

    /** The name of the header, in request and response. */
    public static final String HEADER = "Mooring-Resume";

    private static final ResumeRequest FRESH = new ResumeRequest(null, null, 0, 0);

    /** A request for a new session. */
    public static ResumeRequest fresh() {
        return FRESH;
    }

    /** Reads the header's value; {@code null} when it is of a version that we do not speak. */
    public static @Nullable ResumeRequest parse(String value) throws ProtocolException {
        Fields fields = Fields.parse(value);
        if (fields == null) {
            return null;
        }
        return fields.has("id") || fields.has("token") || fields.has("got") || fields.has("done")
                ? new ResumeRequest(fields.id(), fields.token(), fields.count("got"), fields.countUpTo("done", "got"))
                : FRESH;
    }

    /** The header's value. */
    public String format() {
        return id == null ? "1" : "1;id=" + id + ";token=" + token + ";got=" + received + ";done=" + processed;
    }

    @Override
    public String toString() {
        return "ResumeRequest[" + id + ", received=" + received + "]"; // without the token
    }
}
