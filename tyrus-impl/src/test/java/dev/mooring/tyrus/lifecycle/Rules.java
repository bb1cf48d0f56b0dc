package dev.mooring.tyrus.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import org.jspecify.annotations.Nullable;

/** What holds for every life of a session, checked step by step against a naive account of its effects. */
final class Rules {

    private final int maxRetries;
    private SessionState announced = SessionState.CONNECTING;
    private long epoch;
    private @Nullable Long alive; // the connection or attempt that there is
    private @Nullable Long attached;
    private @Nullable Long waiting; // the timer that runs
    private int permits; // granted by the breaker and not yet given back
    private int finished;

    Rules(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    void watch(Lifecycle before, Input input, Step step) {
        Lifecycle after = step.next();
        if (before.state().isFinal()) {
            assertThat(after.state()).as("nothing leaves %s", before.state()).isEqualTo(before.state());
        }
        if (input instanceof Input.Ended ended && isPresent(ended.epoch())) {
            alive = null; // so says the transport
        }
        step.effects().forEach(this::account);
        assertThat(after.state()).as("announced").isEqualTo(announced);
        assertThat(after.epoch()).as("epochs grow").isEqualTo(epoch);
        assertThat(attached != null)
                .as("the application has a connection in OPEN and CLOSING alone, not in %s", after.state())
                .isEqualTo(after.state() == SessionState.OPEN || after.state() == SessionState.CLOSING);
        assertThat(finished)
                .as("finished once, at the end")
                .isEqualTo(after.state().isFinal() ? 1 : 0);
        if (after.state().isFinal()) {
            assertThat(alive).as("a session that has ended has no connection").isNull();
        }
        if (maxRetries != RetryPolicy.UNLIMITED) {
            assertThat(after.tries().retries()).as("retries").isLessThanOrEqualTo(maxRetries);
        }
        assertThat(after.tries().redirects()).as("redirects in a row").isLessThanOrEqualTo(Lifecycle.MAX_REDIRECTS);
        if (input instanceof Input.Stable stable && before.state() == SessionState.OPEN && isPresent(stable.epoch())) {
            assertThat(after.tries()).as("a stable connection starts over").isEqualTo(Tries.NONE);
        }
    }

    void breakerAnswered(boolean permitted) {
        permits += permitted ? 1 : 0;
        assertThat(permits).as("permits held at once").isLessThanOrEqualTo(1);
    }

    /** When all answers of the breaker have come in. */
    void atTheEnd(Lifecycle last) {
        assertThat(last.asking()).as("still asking").isFalse();
        boolean attempting = last.state() == SessionState.CONNECTING && alive != null;
        assertThat(permits).as("permits neither recorded nor released").isEqualTo(attempting ? 1 : 0);
        if (last.state() == SessionState.WAITING) {
            assertThat(waiting).as("nobody waits for ever").isEqualTo(last.timer());
        }
    }

    private void account(Effect effect) {
        assertThat(finished)
                .as("%s follows Finish", effect)
                .isLessThanOrEqualTo(effect instanceof Effect.ReleasePermit || isStrayAbort(effect) ? 1 : 0);
        if (effect instanceof Effect.Announce e) {
            assertThat(e.from()).as("the chain of states").isEqualTo(announced);
            assertThat(e.to()).isNotEqualTo(e.from());
            announced = e.to();
        } else if (effect instanceof Effect.Connect e) {
            assertThat(alive).as("there is a connection or attempt already").isNull();
            assertThat(e.epoch()).isEqualTo(epoch + 1);
            epoch = e.epoch();
            alive = epoch;
        } else if (effect instanceof Effect.Abort e) {
            if (isPresent(e.epoch())) {
                alive = null;
            }
        } else if (effect instanceof Effect.RecordSuccess
                || effect instanceof Effect.RecordFailure
                || effect instanceof Effect.ReleasePermit) {
            permits--;
            assertThat(permits).as("permit used twice by %s", effect).isNotNegative();
        } else if (effect instanceof Effect.Attach e) {
            assertThat(attached).as("attached already").isNull();
            assertThat(e.epoch()).isEqualTo(alive);
            attached = e.epoch();
        } else if (effect instanceof Effect.Detach e) {
            assertThat(e.epoch()).as("detached what was attached").isEqualTo(attached);
            attached = null;
        } else if (effect instanceof Effect.ScheduleRetry e) {
            waiting = e.timer();
        } else if (effect instanceof Effect.ScheduleSpread e) {
            waiting = e.timer();
        } else if (effect instanceof Effect.CancelRetry) {
            waiting = null;
        } else if (effect instanceof Effect.Finish) {
            finished++;
        }
    }

    private boolean isStrayAbort(Effect effect) {
        return effect instanceof Effect.Abort e && !isPresent(e.epoch());
    }

    private boolean isPresent(long candidate) {
        return alive != null && alive == candidate;
    }
}
