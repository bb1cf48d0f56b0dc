package dev.mooring.testkit;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The threads, open descriptors and heap of this JVM at one moment, to compare with a later one.
 *
 * <pre>{@code
 * LeakCheck before = LeakCheck.snapshot();
 * openAndCloseManySessions();
 * await().untilAsserted(() -> before.difference().assertWithin(0, 0, 1 << 20));
 * }</pre>
 *
 * <p>Threads that the JDK keeps for itself (its system groups and the common pool) do not count, nor do those that take
 * the snapshots. Descriptors are
 * counted on Unix only, elsewhere there never is a difference. A snapshot collects garbage, which takes tens of
 * milliseconds.
 *
 * <p>Immutable and thread-safe. What other threads do meanwhile is in the figures: measure when nothing else runs.
 */
public final class LeakCheck {
    private static final int COLLECTIONS_AT_MOST = 8;

    private final Thread taker = Thread.currentThread();
    private final Set<Thread> threads;
    private final Map<String, String> descriptors;
    private final long descriptorCount;
    private final long heapBytes;

    private LeakCheck() {
        heapBytes = collectedHeap();
        threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !belongsToTheJdk(thread))
                .collect(Collectors.toUnmodifiableSet());
        descriptors = OpenDescriptors.byNumber();
        descriptorCount = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /** What there is now. */
    public static LeakCheck snapshot() {
        return new LeakCheck();
    }

    /** What has changed from this snapshot until now. */
    public Difference difference() {
        return difference(snapshot());
    }

    /** What has changed from this snapshot until that later one. */
    public Difference difference(LeakCheck later) {
        List<String> newThreads = later.threadsMissingIn(this);
        List<String> endedThreads = threadsMissingIn(later);
        List<String> newDescriptors = new ArrayList<>();
        later.descriptors.forEach((number, target) -> {
            if (!target.equals(descriptors.get(number))) {
                newDescriptors.add(number + " → " + target);
            }
        });
        return new Difference(
                newThreads.size() - endedThreads.size(),
                later.descriptorCount - descriptorCount,
                later.heapBytes - heapBytes,
                newThreads,
                List.copyOf(newDescriptors));
    }

    /** Without the threads that took the snapshots: a poller is often started for it. */
    private List<String> threadsMissingIn(LeakCheck other) {
        return threads.stream()
                .filter(thread -> !other.threads.contains(thread))
                .filter(thread -> thread != taker && thread != other.taker)
                .map(Thread::getName)
                .sorted()
                .toList();
    }

    private static boolean belongsToTheJdk(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup")
                || thread.getName().startsWith("ForkJoinPool.commonPool-");
    }

    /** Collects until a collection frees nothing more: references and cleaners need some rounds. */
    private static long collectedHeap() {
        long used = Long.MAX_VALUE;
        for (int round = 0; round < COLLECTIONS_AT_MOST; round++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (now >= used) {
                break;
            }
            used = now;
        }
        return used;
    }

    /**
     * What has changed between two snapshots.
     *
     * @param threads more threads than before; negative if there are fewer
     * @param descriptors more open descriptors than before
     * @param heapBytes more bytes of heap in use after garbage collection than before
     * @param newThreads the names of the threads that did not exist before, sorted
     * @param newDescriptors the descriptors that were not open before, with what they are, where {@code /proc} tells
     */
    public record Difference(
            int threads, long descriptors, long heapBytes, List<String> newThreads, List<String> newDescriptors) {

        /**
         * Checks that no more than this has been added.
         *
         * @throws AssertionError if more has; the message names everything that is new
         */
        public void assertWithin(int mostThreads, long mostDescriptors, long mostHeapBytes) {
            List<String> leaks = new ArrayList<>();
            if (threads > mostThreads) {
                leaks.add("%+d threads, at most %d allowed; new: %s".formatted(threads, mostThreads, newThreads));
            }
            if (descriptors > mostDescriptors) {
                leaks.add("%+d descriptors, at most %d allowed; new: %s"
                        .formatted(descriptors, mostDescriptors, newDescriptors));
            }
            if (heapBytes > mostHeapBytes) {
                leaks.add("%+,d bytes of heap, at most %,d allowed".formatted(heapBytes, mostHeapBytes));
            }
            if (!leaks.isEmpty()) {
                throw new AssertionError("left behind:\n  " + String.join("\n  ", leaks));
            }
        }
    }
}
