package dev.mooring.server.session;

import dev.mooring.server.policy.InvalidInput;
import dev.mooring.websocket.SendOptions;
import dev.mooring.websocket.dispatch.MessageDispatcher;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DecodeException;
import java.io.IOException;

/** What goes wrong in one session: what of it ends the session, and what the client or the application is told. */
final class Failures implements MessageDispatcher.Owner {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private final GuardedSession session;

    Failures(GuardedSession session) {
        this.session = session;
    }

    /** A connection that breaks is no error here, though two of four containers say so: it ends in a close with 1006. */
    void fromContainer(Throwable failure) {
        if (failure instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, "connection of " + session.getId() + " broke", failure);
            session.breaks();
        } else {
            session.serial().run(() -> error(failure));
        }
    }

    @Override
    public void error(Throwable failure) {
        if (failure instanceof DecodeException invalid) {
            invalid(invalid);
        } else {
            tell(failure);
        }
    }

    void invalid(DecodeException failure) {
        session.counts().invalid.increment();
        InvalidInput answer = session.policy().invalidInput();
        if (answer.closeCode() != 0) {
            session.endNow(Reasons.of(Reasons.code(answer.closeCode()), "invalid message"));
        } else if (answer.message() != null) {
            session.deliverText(answer.message(), SendOptions.NONE);
        } else {
            tell(failure);
        }
    }

    private void tell(Throwable failure) {
        Application application = session.application();
        if (application != null) {
            application.error(failure);
        }
    }

    @Override
    public void violation(CloseReason reason) {
        session.counts().tooBig.increment();
        session.endNow(reason);
    }

    @Override
    public int maxTextMessageSize() {
        return session.getMaxTextMessageBufferSize();
    }

    @Override
    public int maxBinaryMessageSize() {
        return session.getMaxBinaryMessageBufferSize();
    }
}
