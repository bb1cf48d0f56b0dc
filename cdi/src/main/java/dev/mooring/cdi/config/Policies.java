package dev.mooring.cdi.config;

import dev.mooring.websocket.CircuitBreakerPolicy;
import dev.mooring.websocket.Delivery;
import dev.mooring.websocket.Heartbeat;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.Outbox;
import dev.mooring.websocket.Overflow;
import dev.mooring.websocket.RetryPolicy;
import java.time.Duration;
import java.util.function.Function;

/**
 * The options that are values of several parts. Of a part that depends on one with a bad value nothing is said but what is wrong
 * with itself: one mistake is told once.
 */
final class Policies {

    private final Reader reader;

    Policies(Reader reader) {
        this.reader = reader;
    }

    RetryPolicy retry() {
        RetryPolicy policy = RetryPolicy.defaults();
        Duration base = duration("retry.baseDelay", policy.baseDelay());
        Duration max = duration("retry.maxDelay", policy.maxDelay());
        try {
            policy = RetryPolicy.exponential(base, max);
        } catch (IllegalArgumentException e) {
            if (!reader.isBad("retry.baseDelay") && !reader.isBad("retry.maxDelay")) {
                reader.problem("retry.baseDelay and retry.maxDelay", "do not go together: " + e.getMessage());
            }
        }
        policy = reader.read("retry.multiplier", policy.multiplier(), Words::number, policy, policy::multiplier);
        policy = reader.read("retry.jitter", policy.jitter(), Function.identity(), policy, jitter(policy));
        policy = reader.read("retry.maxRetries", policy.maxRetries(), Words::integer, policy, policy::maxRetries);
        return reader.read("retry.minUptime", policy.minUptime(), Words::duration, policy, policy::minUptime);
    }

    Heartbeat heartbeat() {
        Heartbeat heartbeat =
                reader.read("heartbeat", "ping", Function.identity(), Heartbeat.ping(), word -> switch (word) {
                    case "ping" -> Heartbeat.ping();
                    case "message" -> Heartbeat.message();
                    case "off" -> Heartbeat.off();
                    default -> throw new IllegalArgumentException("must be ping, message or off");
                });
        if (reader.isBad("heartbeat")) {
            heartbeat = Heartbeat.message(); // which takes all of what follows
        }
        heartbeat = reader.read(
                "heartbeat.message",
                "{\"type\":\"ping\"}",
                Function.identity(),
                heartbeat,
                onlyOf(heartbeat, text -> Heartbeat.message(text)));
        heartbeat = reader.read(
                "heartbeat.reply",
                "{\"type\":\"pong\"}",
                Function.identity(),
                heartbeat,
                onlyOf(heartbeat, expecting(heartbeat)));
        boolean off = heartbeat.equals(Heartbeat.off());
        heartbeat = reader.read(
                "heartbeat.every",
                heartbeat.interval(),
                Words::duration,
                heartbeat,
                unless(off, "heartbeat=off", heartbeat::every));
        return reader.read(
                "heartbeat.timeout",
                heartbeat.timeout(),
                Words::duration,
                heartbeat,
                unless(off, "heartbeat=off", heartbeat::timeout));
    }

    CircuitBreakerPolicy circuitBreaker() {
        CircuitBreakerPolicy d = CircuitBreakerPolicy.defaults();
        boolean on = reader.read("circuitBreaker", "on", Function.identity(), true, word -> switch (word) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("must be on or off");
        });
        CircuitBreakerPolicy policy = reader.read(
                "circuitBreaker.afterFailures",
                d.failures(),
                Words::integer,
                on ? d : CircuitBreakerPolicy.off(),
                unless(!on, "circuitBreaker=off", CircuitBreakerPolicy::afterFailures));
        policy = reader.read("circuitBreaker.resetAfter", d.reset(), Words::duration, policy, policy::resetAfter);
        return reader.read( // this and the reset also hold for a circuit that is opened by hand
                "circuitBreaker.halfOpenAttempts",
                d.halfOpenAttempts(),
                Words::integer,
                policy,
                policy::halfOpenAttempts);
    }

    Outbox outbox() {
        Outbox d = Outbox.defaults();
        Outbox outbox = reader.read("outbox.ofMessages", d.maxMessages(), Words::integer, d, Outbox::ofMessages);
        outbox = reader.read("outbox.ofBytes", d.maxBytes(), Words::wholeNumber, outbox, outbox::ofBytes);
        Overflow overflow = reader.read(
                "outbox.whenFull",
                d.overflow(),
                word -> Words.constant(Overflow.class, word),
                d.overflow(),
                value -> value);
        boolean drops =
                reader.isSet("outbox.whenFull") && !reader.isBad("outbox.whenFull") && overflow != Overflow.BLOCK;
        Outbox bounded = outbox.whenFull(overflow);
        return reader.read(
                "outbox.blockFor",
                d.blockTimeout(),
                Words::duration,
                bounded,
                unless(drops, "outbox.whenFull=" + overflow, bounded::blockFor));
    }

    InitialConnect initialConnect() {
        InitialConnect first = reader.read(
                "initialConnect", "retry", Function.identity(), InitialConnect.retry(), word -> switch (word) {
                    case "retry" -> InitialConnect.retry();
                    case "failFast" -> InitialConnect.failFast();
                    default -> throw new IllegalArgumentException("must be retry or failFast");
                });
        return reader.<Duration, InitialConnect>read("initialConnect.within", "", Words::duration, first, limit -> {
            if (!first.equals(InitialConnect.retry())) {
                throw new IllegalArgumentException(
                        "needs initialConnect=retry: one attempt has connectTimeout as its limit");
            }
            return InitialConnect.within(limit);
        });
    }

    Delivery delivery() {
        Delivery promised = reader.read(
                "delivery", "bestEffort", Function.identity(), Delivery.bestEffort(), word -> switch (word) {
                    case "bestEffort" -> Delivery.bestEffort();
                    case "resumable" -> Delivery.resumable();
                    default -> throw new IllegalArgumentException("must be bestEffort or resumable");
                });
        if (reader.isBad("delivery")) {
            promised = Delivery.resumable(); // which takes all of what follows
        }
        Delivery delivery = reader.read(
                "delivery.whenUnsupported",
                Delivery.Unsupported.FALL_BACK,
                word -> Words.constant(Delivery.Unsupported.class, word),
                promised,
                promised::whenUnsupported);
        return reader.read(
                "delivery.sendAgainAfterReset",
                delivery.sendsAgainAfterReset(),
                Words::yesOrNo,
                delivery,
                again -> again ? delivery.sendAgainAfterReset() : delivery);
    }

    /** A resumable session takes no message for a ping, and where there is no other session a ping of that kind is never sent. */
    void requireUse(Heartbeat heartbeat, Delivery delivery) {
        boolean alwaysResumable = delivery.isResumable()
                && delivery.whenUnsupported() == Delivery.Unsupported.FAIL
                && !reader.isBad("delivery");
        if (alwaysResumable && heartbeat.pingMessage() != null && !reader.isBad("heartbeat")) {
            reader.problem(
                    "heartbeat=message",
                    "does nothing with delivery=resumable and delivery.whenUnsupported=FAIL: leave one of them out");
        }
    }

    private Duration duration(String key, Duration fallback) {
        return reader.read(key, fallback, Words::duration, fallback, value -> value);
    }

    private static Function<String, RetryPolicy> jitter(RetryPolicy policy) {
        return word -> word.equals("full") ? policy.fullJitter() : policy.jitter(Words.number(word));
    }

    /** The reply as it is to be, white space aside. */
    private static Function<String, Heartbeat> expecting(Heartbeat heartbeat) {
        return reply -> heartbeat.reply(text -> text.strip().equals(reply));
    }

    /** What a key changes, but for where another one leaves it nothing to change. */
    private static <P, T> Function<P, T> unless(boolean idle, String because, Function<P, T> change) {
        return value -> {
            if (idle) {
                throw new IllegalArgumentException("does nothing with " + because + ": leave one of them out");
            }
            return change.apply(value);
        };
    }

    private static Function<String, Heartbeat> onlyOf(Heartbeat heartbeat, Function<String, Heartbeat> change) {
        return word -> {
            if (heartbeat.pingMessage() == null) {
                throw new IllegalArgumentException("needs heartbeat=message");
            }
            return change.apply(word);
        };
    }
}
