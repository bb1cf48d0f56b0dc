package dev.mooring.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.testkit.DeliveryCheck;
import jakarta.websocket.SendHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What both applications write down, message by message: sent, how its send ended, handled. Knows nothing of connections and
 * acknowledgements: that an acknowledged message was handled is read off here.
 */
final class Books {

    private final DeliveryCheck check;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> ended = new ConcurrentHashMap<>();
    private final AtomicInteger endedAgain = new AtomicInteger();

    Books(long seed) {
        check = new DeliveryCheck(seed);
    }

    /** The sender's next message; one thread at a time for each sender. */
    String next(String sender) {
        String message = check.next(sender);
        sent.add(message);
        return message;
    }

    /** Notes how the send of this message ends. */
    SendHandler ending(String message, Runnable then) {
        return result -> {
            if (ended.put(message, result.isOK()) != null) {
                endedAgain.incrementAndGet();
            }
            then.run();
        };
    }

    void handled(String message) {
        handled.add(message);
        check.handled(message);
    }

    int sent() {
        return sent.size();
    }

    int ended() {
        return ended.size();
    }

    long failed(String prefix) {
        return ended.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix) && !each.getValue())
                .count();
    }

    /** Of the messages whose send failed, those that were handled nevertheless: nobody could know. */
    long inDoubt(String prefix) {
        return ended.entrySet().stream()
                .filter(each -> each.getKey().startsWith(prefix) && !each.getValue() && handled.contains(each.getKey()))
                .count();
    }

    /** Each send has ended once; what was acknowledged was handled; nothing was handled twice, or out of order. */
    void requireBalance() {
        assertThat(ended.keySet()).isEqualTo(sent);
        assertThat(endedAgain).as("sends that ended twice").hasValue(0);
        assertThat(ended.entrySet().stream()
                        .filter(each -> each.getValue() && !handled.contains(each.getKey()))
                        .map(Map.Entry::getKey))
                .as("acknowledged, and not handled")
                .isEmpty();
        DeliveryCheck.Report report = check.report();
        assertThat(report.repeated()).as(report.toString()).isZero();
        assertThat(report.disordered()).as(report.toString()).isZero();
    }
}
