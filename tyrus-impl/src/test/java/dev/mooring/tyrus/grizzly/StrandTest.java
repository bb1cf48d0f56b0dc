package dev.mooring.tyrus.grizzly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrandTest {

    private final Strand strand = new Strand();

    @Test
    void aTaskGivenByATaskRunsAfterIt() {
        List<String> ran = new ArrayList<>();
        strand.run(() -> {
            strand.run(() -> ran.add("close"));
            ran.add("read");
        });
        assertThat(ran).containsExactly("read", "close");
    }

    @Test
    void aTaskThatThrowsKeepsNothingFromRunning() {
        List<String> ran = new ArrayList<>();
        strand.run(() -> {
            strand.run(() -> ran.add("behind it"));
            throw new AssertionError("a broken read");
        });
        strand.run(() -> ran.add("later"));
        assertThat(ran).containsExactly("behind it", "later");
    }

    @Test
    void tasksNeverOverlapAndAllRunInEachThreadsOrder() throws Exception {
        int threads = 4;
        int each = 50_000;
        int[] next = new int[threads];
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> givers = IntStream.range(0, threads)
                .mapToObj(giver -> new Thread(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        strand.run(() -> {
                            wrong.addAndGet(inside.incrementAndGet() - 1);
                            wrong.addAndGet(next[giver]++ == number ? 0 : 1);
                            inside.decrementAndGet();
                        });
                    }
                }))
                .toList();
        givers.forEach(Thread::start);
        for (Thread giver : givers) {
            giver.join();
        }
        assertThat(wrong).hasValue(0);
        assertThat(next).containsOnly(each);
    }
}
