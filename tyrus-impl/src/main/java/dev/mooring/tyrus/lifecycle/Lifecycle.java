package dev.mooring.tyrus.lifecycle;

import static dev.mooring.websocket.SessionState.BLOCKED;
import static dev.mooring.websocket.SessionState.CLOSED;
import static dev.mooring.websocket.SessionState.CLOSING;
import static dev.mooring.websocket.SessionState.CONNECTING;
import static dev.mooring.websocket.SessionState.FAILED;
import static dev.mooring.websocket.SessionState.OPEN;
import static dev.mooring.websocket.SessionState.WAITING;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.Verdict;
import java.time.Duration;

/**
 * The whole life of a session.
 *
 * <pre>
 *            Start                  Opened                    Close
 *   (new) ─────────▶ CONNECTING ──────────────▶ OPEN ──────────────────▶ CLOSING ──▶ CLOSED
 *                     ▲   │ Ended                │ Ended
 *            RetryDue │   ▼                      ▼
 *                    WAITING ◀── retryable ── verdict ── fatal, or retries used up ──▶ FAILED
 *     CircuitReleased ▲   │ Denied
 *                     │   ▼
 *                    BLOCKED
 * </pre>
 *
 * <p>Read {@link #next} first: one method a state, one branch an input. Before every attempt the breaker is asked; while
 * its answer is outstanding {@code asking} is set. An input that a state does not name changes nothing, except that a
 * permit nobody waits for is given back, and a connection nobody waits for is aborted.
 *
 * @param state where the session stands
 * @param epoch the number of the present or last connection, or attempt to open one
 * @param timer the number of the present or last wait: a timer with another number is an old one
 * @param asking whether the breaker has been asked and has not answered yet
 * @param everOpened whether there has been an open connection
 * @param tries what has been tried since the last stable connection
 * @param rules how often may be tried
 */
public record Lifecycle(
        SessionState state, long epoch, long timer, boolean asking, boolean everOpened, Tries tries, RetryRules rules) {

    /** Redirections followed in a row before giving up. */
    static final int MAX_REDIRECTS = 5;

    /** A session that has not started. */
    public static Lifecycle fresh(RetryRules rules) {
        return new Lifecycle(CONNECTING, 0, 0, false, false, Tries.NONE, rules);
    }

    /** The transition for this input. Total: every input is answered in every state. */
    public Step next(Input input) {
        return switch (state) {
            case CONNECTING -> connecting(input);
            case OPEN -> open(input);
            case WAITING -> waiting(input);
            case BLOCKED -> blocked(input);
            case CLOSING -> closing(input);
            case CLOSED, FAILED -> ignore(input);
        };
    }

    private Step connecting(Input input) {
        if (input instanceof Input.Start && epoch == 0 && !asking) {
            return stay().askBreaker().done();
        } else if (input instanceof Input.Opened in && in.epoch() == epoch && !asking) {
            return stay().then(new Effect.RecordSuccess()).into(OPEN).opened().done();
        } else if (input instanceof Input.Ended in && in.epoch() == epoch && !asking) {
            return judge(stay().then(new Effect.RecordFailure(in.cause())), in);
        } else if (input instanceof Input.Close) {
            return abandonAttempt().end(CLOSED, null).done();
        } else if (input instanceof Input.InitialLimit in && !everOpened) {
            return abandonAttempt().end(FAILED, in.cause()).done();
        }
        return breakerAnswer(input);
    }

    private Step open(Input input) {
        if (input instanceof Input.Ended in && in.epoch() == epoch) {
            return judge(stay().then(new Effect.Detach(epoch, in.cause())), in);
        } else if (input instanceof Input.Stable in && in.epoch() == epoch) {
            return stay().startOver().done();
        } else if (input instanceof Input.Close in) {
            return stay().into(CLOSING)
                    .then(new Effect.CloseConnection(epoch, in.reason()))
                    .then(new Effect.WatchClose(epoch))
                    .done();
        } else if (input instanceof Input.Reconnect) {
            ConnectionException wish = failure(Failure.Kind.RECONNECT_REQUESTED, "reconnect() was called");
            return stay().then(new Effect.Detach(epoch, wish))
                    .then(new Effect.Abort(epoch))
                    .startOver()
                    .into(CONNECTING, wish)
                    .askBreaker()
                    .done();
        }
        return ignore(input);
    }

    private Step waiting(Input input) {
        if (input instanceof Input.RetryDue in && in.timer() == timer && !asking) {
            return stay().askBreaker().done();
        } else if (input instanceof Input.Reconnect && !asking) {
            return stay().then(new Effect.CancelRetry())
                    .startOver()
                    .askBreaker()
                    .done();
        } else if (input instanceof Input.Close) {
            return stay().then(new Effect.CancelRetry()).end(CLOSED, null).done();
        } else if (input instanceof Input.InitialLimit in && !everOpened) {
            return stay().then(new Effect.CancelRetry()).end(FAILED, in.cause()).done();
        }
        return breakerAnswer(input);
    }

    private Step blocked(Input input) {
        if (input instanceof Input.CircuitReleased && !asking) {
            return stay().into(WAITING).scheduleSpread().done();
        } else if (input instanceof Input.Reconnect && !asking) {
            return stay().startOver().askBreaker().done();
        } else if (input instanceof Input.Close) {
            return stay().end(CLOSED, null).done();
        } else if (input instanceof Input.InitialLimit in && !everOpened) {
            return stay().end(FAILED, in.cause()).done();
        }
        return breakerAnswer(input);
    }

    private Step closing(Input input) {
        if (input instanceof Input.Ended in && in.epoch() == epoch) {
            return stay().then(new Effect.Detach(epoch, in.cause()))
                    .end(CLOSED, null)
                    .done();
        } else if (input instanceof Input.CloseOverdue in && in.epoch() == epoch) {
            ConnectionException overdue = failure(Failure.Kind.LOST, "the peer did not answer the close frame in time");
            return stay().then(new Effect.Detach(epoch, overdue))
                    .then(new Effect.Abort(epoch))
                    .end(CLOSED, null)
                    .done();
        }
        return ignore(input);
    }

    /** What the breaker's answer leads to, wherever a session waits for it. */
    private Step breakerAnswer(Input input) {
        if (input instanceof Input.Permitted && asking) {
            return stay().answered().into(CONNECTING).connect().done();
        } else if (input instanceof Input.Denied && asking) {
            return stay().answered()
                    .into(BLOCKED)
                    .then(new Effect.AwaitCircuit())
                    .done();
        }
        return ignore(input);
    }

    /** What the end of an attempt or a connection leads to. */
    private Step judge(Draft draft, Input.Ended ended) {
        ConnectionException cause = ended.cause();
        Verdict verdict = ended.verdict();
        if (verdict instanceof Verdict.End) {
            return draft.end(CLOSED, null).done();
        } else if (verdict instanceof Verdict.Redirect redirect && tries.redirects() < MAX_REDIRECTS) {
            return draft.tries(tries.redirect())
                    .then(new Effect.Retarget(redirect.location()))
                    .into(CONNECTING, cause)
                    .askBreaker()
                    .done();
        } else if (verdict instanceof Verdict.Retry retry && mayRetry()) {
            return retry(draft.tries(tries.retry()), retry.notBefore(), cause);
        } else if (verdict instanceof Verdict.RetryOnce && !tries.renewed() && mayRetry()) {
            return retry(draft.tries(tries.retry().renewCredentials()), Duration.ZERO, cause);
        }
        return draft.end(FAILED, cause).done();
    }

    private static Step retry(Draft draft, Duration notBefore, ConnectionException cause) {
        return draft.then(new Effect.Rotate())
                .into(WAITING, cause)
                .scheduleRetry(notBefore, cause)
                .done();
    }

    private boolean mayRetry() {
        return rules.allows(tries.retries() + 1, everOpened);
    }

    /** Lets go of an attempt that is under way, if there is one. */
    private Draft abandonAttempt() {
        return asking || epoch == 0
                ? stay()
                : stay().then(new Effect.ReleasePermit()).then(new Effect.Abort(epoch));
    }

    private Step ignore(Input input) {
        if (input instanceof Input.Permitted) {
            return stay().answered().then(new Effect.ReleasePermit()).done();
        } else if (input instanceof Input.Denied) {
            return stay().answered().done();
        } else if (input instanceof Input.Opened in && !(state == OPEN && in.epoch() == epoch)) {
            return stay().then(new Effect.Abort(in.epoch())).done();
        }
        return stay().done();
    }

    private Draft stay() {
        return new Draft(this);
    }

    private static ConnectionException failure(Failure.Kind kind, String detail) {
        return new ConnectionException(Failure.of(kind, detail, null));
    }
}
