package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.SessionState;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done, in order, after a transition. An {@link EffectRunner} does it; the lifecycle only says so. Each effect
 * calls its own method there: so the compiler knows when one is forgotten, and the JIT compiler does not have to make one
 * method of all that effects lead to.
 */
public sealed interface Effect {

    /** Has this done. */
    void by(EffectRunner runner);

    /** Ask the breaker for a permit; answer with {@link Input.Permitted} or {@link Input.Denied}. */
    record AskBreaker() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.askBreaker();
        }
    }

    /** Give back a permit that is not used. */
    record ReleasePermit() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.releasePermit();
        }
    }

    /** Tell the breaker that the attempt succeeded. */
    record RecordSuccess() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.recordSuccess();
        }
    }

    /** Tell the breaker that the attempt failed. */
    record RecordFailure(ConnectionException cause) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.recordFailure(this);
        }
    }

    /** Hear from the breaker when it lets attempts through: {@link Input.CircuitReleased}. */
    record AwaitCircuit() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.awaitCircuit();
        }
    }

    /** Open a connection. */
    record Connect(long epoch, int attempt) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.connect(this);
        }
    }

    /** Send the next attempt elsewhere. */
    record Retarget(URI location) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.retarget(this);
        }
    }

    /** Send the next attempt to the next of several servers. */
    record Rotate() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.rotate();
        }
    }

    /** Start a closing handshake. */
    record CloseConnection(long epoch, CloseReason reason) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.closeConnection(this);
        }
    }

    /** End a connection or an attempt at once. */
    record Abort(long epoch) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.abort(this);
        }
    }

    /** Wait for the backoff delay of this retry, at least {@code notBefore}, then {@link Input.RetryDue}. */
    record ScheduleRetry(long timer, int retry, Duration notBefore, ConnectionException cause) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.scheduleRetry(this);
        }
    }

    /** Wait for a short random time, so that blocked sessions do not leave all at once, then {@link Input.RetryDue}. */
    record ScheduleSpread(long timer) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.scheduleSpread(this);
        }
    }

    /** Forget the present wait. */
    record CancelRetry() implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.cancelRetry();
        }
    }

    /** After the minimum uptime {@link Input.Stable}. */
    record WatchStability(long epoch) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.watchStability(this);
        }
    }

    /** After the close timeout {@link Input.CloseOverdue}. */
    record WatchClose(long epoch) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.watchClose(this);
        }
    }

    /** Tell the application and the observers. */
    record Announce(
            SessionState from, SessionState to, @Nullable ConnectionException cause) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.announce(this);
        }
    }

    /** Hand the open connection to the application: {@code @OnOpen}, then the outbox. */
    record Attach(long epoch) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.attach(this);
        }
    }

    /** Take the connection from the application: {@code @OnClose}. */
    record Detach(long epoch, ConnectionException cause) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.detach(this);
        }
    }

    /** The session has ended; nothing follows. With a cause it has failed. */
    record Finish(@Nullable ConnectionException cause) implements Effect {
        @Override
        public void by(EffectRunner runner) {
            runner.finish(this);
        }
    }
}
