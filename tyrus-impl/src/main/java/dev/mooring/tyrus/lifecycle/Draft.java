package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transition being written: starts as the present state, collects changes and effects. Lives inside one call. */
final class Draft {

    private final List<Effect> effects = new ArrayList<>(4);
    private final RetryRules rules;
    private SessionState state;
    private long epoch;
    private long timer;
    private boolean asking;
    private boolean everOpened;
    private Tries tries;

    Draft(Lifecycle from) {
        rules = from.rules();
        state = from.state();
        epoch = from.epoch();
        timer = from.timer();
        asking = from.asking();
        everOpened = from.everOpened();
        tries = from.tries();
    }

    Step done() {
        return new Step(new Lifecycle(state, epoch, timer, asking, everOpened, tries, rules), List.copyOf(effects));
    }

    Draft then(Effect effect) {
        effects.add(effect);
        return this;
    }

    Draft into(SessionState target, @Nullable ConnectionException cause) {
        if (target != state) {
            then(new Effect.Announce(state, target, cause));
            state = target;
        }
        return this;
    }

    Draft into(SessionState target) {
        return into(target, null);
    }

    /** Ends the session. What the breaker still owes an answer for is given back when it comes. */
    Draft end(SessionState target, @Nullable ConnectionException cause) {
        return into(target, cause).then(new Effect.Finish(cause));
    }

    Draft askBreaker() {
        asking = true;
        return then(new Effect.AskBreaker());
    }

    Draft answered() {
        asking = false;
        return this;
    }

    Draft connect() {
        epoch++;
        tries = tries.attempt();
        return then(new Effect.Connect(epoch, tries.attempts()));
    }

    Draft opened() {
        everOpened = true;
        tries = tries.opened();
        return then(new Effect.Attach(epoch)).then(new Effect.WatchStability(epoch));
    }

    Draft startOver() {
        tries = Tries.NONE;
        return this;
    }

    Draft tries(Tries value) {
        tries = value;
        return this;
    }

    Draft scheduleRetry(Duration notBefore, ConnectionException cause) {
        timer++;
        return then(new Effect.ScheduleRetry(timer, tries.retries(), notBefore, cause));
    }

    Draft scheduleSpread() {
        timer++;
        return then(new Effect.ScheduleSpread(timer));
    }
}
