package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.Verdict;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * Walks a lifecycle at random: feeds it what a world of connections, timers, a breaker and an application could say, with
 * current and old numbers, in any order that the mailbox allows; and has {@link Rules} watch every step.
 */
final class Walker {

    private static final ConnectionException CAUSE =
            new ConnectionException(Failure.of(Failure.Kind.LOST, "lost", null));
    private static final CloseReason BYE = new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "");

    private final Random random;
    private final Rules rules;
    private final Deque<Input> mailbox = new ArrayDeque<>();
    private final int endings; // one input in so many closes the session
    private Lifecycle lifecycle;

    Walker(long seed) {
        random = new Random(seed);
        int maxRetries = random.nextInt(5) == 0 ? RetryPolicy.UNLIMITED : random.nextInt(6);
        InitialConnect initial = random.nextInt(4) == 0 ? InitialConnect.failFast() : InitialConnect.retry();
        endings = random.nextBoolean() ? 30 : 300;
        rules = new Rules(maxRetries);
        lifecycle = Lifecycle.fresh(new RetryRules(RetryPolicy.defaults().maxRetries(maxRetries), initial));
    }

    void walk(int inputs) {
        take(new Input.Start());
        for (int i = 0; i < inputs; i++) {
            // the breaker's answer comes through the mailbox: other inputs may come before it
            if (!mailbox.isEmpty() && random.nextInt(3) > 0) {
                take(mailbox.remove());
            } else {
                take(anything());
            }
        }
        while (!mailbox.isEmpty()) {
            take(mailbox.remove());
        }
        rules.atTheEnd(lifecycle);
    }

    private void take(Input input) {
        Step step = lifecycle.next(input);
        rules.watch(lifecycle, input, step);
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.AskBreaker) {
                boolean permitted = random.nextInt(4) > 0;
                mailbox.add(permitted ? new Input.Permitted() : new Input.Denied());
                rules.breakerAnswered(permitted);
            }
        }
        lifecycle = step.next();
    }

    private Input anything() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> new Input.Opened(epoch());
            case 2, 3 -> new Input.Ended(epoch(), CAUSE, verdict());
            case 4 -> new Input.Stable(epoch());
            case 5, 6 -> new Input.RetryDue(lifecycle.timer() - oldness());
            case 7 -> new Input.CircuitReleased();
            case 8 -> new Input.CloseOverdue(epoch());
            default -> application();
        };
    }

    private Input application() {
        if (random.nextInt(endings) < 3) {
            return random.nextBoolean() ? new Input.Close(BYE) : new Input.InitialLimit(CAUSE);
        }
        return new Input.Reconnect();
    }

    private long epoch() {
        return lifecycle.epoch() - oldness();
    }

    private int oldness() {
        return random.nextInt(4) > 0 ? 0 : 1 + random.nextInt(2);
    }

    private Verdict verdict() {
        List<Verdict> likely = List.of(Verdict.retry(), Verdict.retryAfter(Duration.ofSeconds(2)), Verdict.retryOnce());
        List<Verdict> rare = List.of(Verdict.fatal(), Verdict.end(), Verdict.retryOnce());
        return random.nextInt(4) == 0
                ? Verdict.redirect(URI.create("ws://elsewhere.example/"))
                : random.nextInt(12) == 0 ? rare.get(random.nextInt(3)) : likely.get(random.nextInt(3));
    }
}
