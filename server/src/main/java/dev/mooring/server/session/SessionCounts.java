package dev.mooring.server.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What happened in the sessions of one endpoint, counted since it was deployed. Thread-safe. */
public final class SessionCounts {

    final LongAdder opened = new LongAdder();
    final LongAdder invalid = new LongAdder();
    final LongAdder tooBig = new LongAdder();
    final LongAdder rateLimited = new LongAdder();
    final LongAdder slow = new LongAdder();
    final LongAdder dead = new LongAdder();
    final LongAdder unadmitted = new LongAdder();

    /** A snapshot by name. */
    public Map<String, Long> snapshot() {
        Map<String, Long> all = new LinkedHashMap<>();
        all.put("opened", opened.sum());
        all.put("invalid", invalid.sum());
        all.put("tooBig", tooBig.sum());
        all.put("rateLimited", rateLimited.sum());
        all.put("slow", slow.sum());
        all.put("dead", dead.sum());
        all.put("unadmitted", unadmitted.sum());
        return all;
    }
}
