package dev.mooring.tyrus.resume;

import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import org.jspecify.annotations.Nullable;

/**
 * The handshakes of one session: what each attempt asks for, and what the answers mean. Only the latest attempt's answer
 * counts, for an earlier one's token may be an older one. Thread-safe.
 */
public final class Resumption {

    private @Nullable String id;
    private @Nullable String token;
    private Receiving receiving = new Receiving();
    private long attempt;
    private long asked;
    private boolean mayReset; // a session was begun, so that one can be lost

    /**
     * The header for this attempt. From now on messages of older connections are fenced off: the count in the header must stay
     * true.
     *
     * @param trusted whether the host may be told the token
     */
    public synchronized String request(long epoch, boolean trusted) {
        attempt = epoch;
        asked = receiving.claim(epoch);
        String present = id;
        boolean resume = trusted && present != null;
        return (resume ? new ResumeRequest(present, token, asked, receiving.processed()) : ResumeRequest.fresh())
                .format();
    }

    /**
     * Takes the server's answer to this attempt.
     *
     * @param header the value of the response's header, {@code null} when there is none
     * @return what the connection is; {@code null} when a later attempt has begun
     * @throws ProtocolException if the answer is none
     */
    public synchronized @Nullable Answer answered(long epoch, @Nullable String header) throws ProtocolException {
        if (epoch != attempt) {
            return null;
        }
        ResumeResponse response = header == null ? null : ResumeResponse.parse(header);
        if (response == null) {
            Reset lost = mayReset ? Reset.UNSUPPORTED : null;
            forget();
            return new Answer(Answer.Kind.PLAIN, null, 0, 0, 0, lost);
        }
        if (response.resumed()) {
            if (!response.id().equals(id)) {
                throw new ProtocolException("another session was resumed than the one asked for");
            }
            token = response.token();
            return new Answer(Answer.Kind.RESUMED, receiving, asked, response.received(), response.processed(), null);
        }
        Reset reset = response.reset();
        Reset lost = mayReset ? reset == null ? Reset.UNKNOWN : reset : null;
        forget();
        id = response.id();
        token = response.token();
        mayReset = true;
        receiving.claim(epoch);
        return new Answer(Answer.Kind.BEGUN, receiving, 0, 0, 0, lost);
    }

    private void forget() {
        id = null;
        token = null;
        mayReset = false;
        receiving = new Receiving(); // a handler of the lost session may still run, and count where nobody looks
    }
}
