package dev.mooring.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** What this process has used so far. */
record Meter(long nanos, long cpuNanos, long allocatedBytes) {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Meter read() {
        long[] allocated = THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds());
        return new Meter(
                System.nanoTime(),
                SYSTEM.getProcessCpuTime(),
                LongStream.of(allocated).filter(bytes -> bytes > 0).sum());
    }

    /** So many messages until now: how many a second, and what each of them took. */
    Map<String, Double> perMessage(double messages) {
        Meter end = read();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("rate", messages * 1e9 / (end.nanos - nanos));
        values.put("cpu", (end.cpuNanos - cpuNanos) / messages);
        values.put("alloc", (end.allocatedBytes - allocatedBytes) / messages);
        return values;
    }
}
