package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Counts how often each of many sends completes: once is right. */
final class Outcomes {

    private final AtomicIntegerArray completions;
    final List<String> failures = new CopyOnWriteArrayList<>();

    Outcomes(int sends) {
        completions = new AtomicIntegerArray(sends);
    }

    SendHandler of(int send) {
        return result -> {
            completions.incrementAndGet(send);
            if (!result.isOK()) {
                failures.add(String.valueOf(result.getException().getMessage()));
            }
        };
    }

    int completed() {
        int sum = 0;
        for (int i = 0; i < completions.length(); i++) {
            sum += completions.get(i);
        }
        return sum;
    }

    void assertExactlyOnce() {
        for (int i = 0; i < completions.length(); i++) {
            assertThat(completions.get(i)).as("completions of send %d", i).isEqualTo(1);
        }
    }
}
