package dev.mooring.server.resume;

/**
 * What a handshake was promised, to be redeemed when its connection is open: the record, and what the client and we told each
 * other. A ticket that is never redeemed has changed nothing; a later one of the same session makes it worthless.
 *
 * @param record the session
 * @param desk that has issued it
 * @param number which of the record's tickets
 * @param token that the response carries
 * @param resumed whether the client asked for this session
 * @param promised how many of the client's messages the response says we have
 * @param done of how many of those the handlers had returned
 * @param received how many of ours the client says it has
 * @param processed of how many of those the handlers have returned, it says
 */
public record Ticket(
        SessionRecord record,
        ResumeDesk desk,
        long number,
        String token,
        boolean resumed,
        long promised,
        long done,
        long received,
        long processed) {

    /** Whether a connection carries the session by now, which ends when this is redeemed. */
    public boolean takesOver() {
        return resumed && record.present() != null;
    }

    /** Whether it may still be redeemed. To be asked while its connection waits for that, which keeps the session. */
    public boolean isValid() {
        return record.awaits(this);
    }

    @Override
    public String toString() {
        return "Ticket[" + record.getId() + " " + number + "]"; // without the token
    }
}
