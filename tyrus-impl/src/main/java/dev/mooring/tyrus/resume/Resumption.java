package dev.mooring.tyrus.resume;

import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.Receiving;
import dev.mooring.websocket.delivery.Reset;
import dev.mooring.websocket.delivery.ResumeRequest;
import dev.mooring.websocket.delivery.ResumeResponse;
import java.util.Objects;
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
    private long told;
    private @Nullable Reset reason; // why the present session began in place of another, as far as anybody said
    private @Nullable String takenUp; // the session of the last connection that was

    /**
     * The header for this attempt. From now on messages of older connections are fenced off: the count in the header must stay
     * true.
     *
     * @param trusted whether the host may be told the token
     * @return {@code null} when a later attempt has begun, whose connection must not be fenced off
     */
    public synchronized @Nullable String request(long epoch, boolean trusted) {
        if (epoch < attempt) {
            return null;
        }
        attempt = epoch;
        asked = receiving.claim(epoch);
        told = receiving.processed();
        String present = id;
        boolean resume = trusted && present != null;
        return (resume ? new ResumeRequest(present, token, asked, told) : ResumeRequest.fresh()).format();
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
            forget();
            reason = Reset.UNSUPPORTED;
            return new Answer(Answer.Kind.PLAIN, null, null, 0, 0, 0, 0, reason);
        }
        if (response.resumed()) {
            if (!response.id().equals(id)) {
                throw new ProtocolException("another session was resumed than the one asked for");
            }
            token = response.token();
            return new Answer(
                    Answer.Kind.RESUMED, id, receiving, asked, told, response.received(), response.processed(), reason);
        }
        forget();
        id = response.id();
        token = response.token();
        reason = response.reset() == null ? reason : response.reset();
        receiving.claim(epoch);
        return new Answer(Answer.Kind.BEGUN, id, receiving, 0, 0, 0, 0, reason);
    }

    /**
     * A connection with this answer is taken up, one after the other. An attempt may fail behind its answer, as when the first
     * message is rejected: the session that began with it is one that the server resumes, and that begins for us.
     *
     * @return what the answer means then, and whether a session is lost to us
     */
    public synchronized Answer takeUp(Answer answer) {
        String before = takenUp;
        takenUp = answer.session();
        if (Objects.equals(takenUp, id)) {
            reason = null; // it will have been told
        }
        if (answer.kind() == Answer.Kind.RESUMED && Objects.equals(takenUp, before)) {
            return answer.meaning(Answer.Kind.RESUMED, null);
        }
        Reset lost = answer.reset() == null ? Reset.UNKNOWN : answer.reset();
        return answer.meaning(
                answer.kind() == Answer.Kind.PLAIN ? Answer.Kind.PLAIN : Answer.Kind.BEGUN,
                before == null ? null : lost);
    }

    private void forget() {
        id = null;
        token = null;
        receiving = new Receiving(); // a handler of the lost session may still run, and count where nobody looks
    }
}
