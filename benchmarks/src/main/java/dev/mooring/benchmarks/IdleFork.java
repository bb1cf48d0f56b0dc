package dev.mooring.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Contenders;
import dev.mooring.benchmarks.contender.Events;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens the sessions of one contender and measures this process before and after. */
final class IdleFork {

    private static final int CONNECTORS = 8;

    private IdleFork() {}

    /** Contender, number of sessions, port, seconds to settle, number of sessions before those that are measured. */
    @SuppressWarnings("ReachabilityFenceUsage") // who throws before has measured nothing
    public static void main(String[] args) throws Exception {
        Processes.endWithParent();
        int sessions = Integer.parseInt(args[1]);
        URI uri = URI.create("ws://127.0.0.1:" + args[2] + "/sink");
        long settle = (long) (Double.parseDouble(args[3]) * 1000);
        Contender contender = Contenders.of(args[0]);
        // Whatever exists once, and compiled code, belongs to no session; the sessions that brought it stay open.
        ConcurrentLinkedQueue<Client> warm = open(contender, uri, Integer.parseInt(args[4]));
        Thread.sleep(settle);
        long heap = heap();
        long descriptors = descriptors();
        Meter start = Meter.read();
        ConcurrentLinkedQueue<Client> clients = open(contender, uri, sessions);
        Meter end = Meter.read();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount(); // a pool may be smaller at times, so the most there are count
        Thread.sleep(settle); // timers of the connecting end
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("heap", (double) (heap() - heap) / sessions);
        values.put("threads", (double) threads.getPeakThreadCount());
        values.put("descriptors", (double) (descriptors() - descriptors) / sessions);
        values.put("connects", sessions * 1e9 / (end.nanos() - start.nanos()));
        values.put("cpu", (end.cpuNanos() - start.cpuNanos()) / 1e3 / sessions);
        System.out.println(new Figures(values));
        Reference.reachabilityFence(warm);
        Reference.reachabilityFence(clients);
        System.exit(0);
    }

    private static ConcurrentLinkedQueue<Client> open(Contender contender, URI uri, int sessions) throws Exception {
        ConcurrentLinkedQueue<Client> clients = new ConcurrentLinkedQueue<>();
        AtomicInteger left = new AtomicInteger(sessions);
        List<Thread> connectors = new ArrayList<>();
        for (int i = 0; i < CONNECTORS; i++) {
            Thread connector = new Thread(() -> {
                try {
                    while (left.getAndDecrement() > 0) {
                        clients.add(contender.connect(uri, Quiet.INSTANCE));
                    }
                } catch (Exception e) {
                    Quiet.INSTANCE.failed(e);
                }
            });
            connectors.add(connector);
            connector.start();
        }
        for (Thread connector : connectors) {
            connector.join();
        }
        return clients;
    }

    private static long heap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** Idle sessions have nothing to tell; if one has, the figures mean nothing. */
    private enum Quiet implements Events {
        INSTANCE;

        @Override
        public void received(String text) {}

        @Override
        public void sent() {}

        @Override
        public void failed(Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
    }
}
