package dev.mooring.tyrus.monitor;

import dev.mooring.tyrus.engine.Observer;
import dev.mooring.websocket.HeartbeatMissed;
import dev.mooring.websocket.Opened;
import dev.mooring.websocket.ResilientSession;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionEvent;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** Counts for a container and shows it in JMX while it lives. */
public final class ContainerMonitor implements ContainerMXBean, Observer {

    private static final System.Logger LOG = System.getLogger(ContainerMonitor.class.getName());

    private final LongAdder opened = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private volatile Supplier<List<ResilientSession>> sessions = List::of;
    private volatile @Nullable ObjectName name;

    /** A monitor for one container. */
    public ContainerMonitor() {}

    @Override
    public void begin(String container, Supplier<List<ResilientSession>> present) {
        sessions = present;
        try {
            name = register(container, 1);
        } catch (JMException | SecurityException e) {
            LOG.log(System.Logger.Level.WARNING, "no MXBean for container " + container + ": " + e.getMessage());
        }
    }

    /** Applications of one server may call their containers the same: those that come later get a number. */
    private ObjectName register(String container, int number) throws JMException {
        String told = number == 1 ? container : container + "#" + number;
        ObjectName mine = new ObjectName("dev.mooring:type=Container,name=" + ObjectName.quote(told));
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, mine);
            return mine;
        } catch (InstanceAlreadyExistsException e) {
            return register(container, number + 1);
        }
    }

    @Override
    public void observe(SessionEvent event, Situation situation) {
        if (event instanceof Opened) {
            opened.increment();
        } else if (event instanceof RetryScheduled) {
            retries.increment();
        } else if (event instanceof HeartbeatMissed) {
            missed.increment();
        }
    }

    @Override
    public void end() {
        ObjectName mine = name;
        if (mine != null) {
            try {
                ManagementFactory.getPlatformMBeanServer().unregisterMBean(mine);
            } catch (JMException e) {
                LOG.log(System.Logger.Level.DEBUG, "the MXBean was gone already", e);
            }
        }
    }

    @Override
    public int getSessionCount() {
        return sessions.get().size();
    }

    @Override
    public Map<String, Integer> getSessionsByState() {
        Map<String, Integer> counts = new TreeMap<>();
        sessions.get().forEach(session -> counts.merge(session.state().name(), 1, Integer::sum));
        return counts;
    }

    @Override
    public long getConnectionsOpened() {
        return opened.sum();
    }

    @Override
    public long getRetriesScheduled() {
        return retries.sum();
    }

    @Override
    public long getHeartbeatsMissed() {
        return missed.sum();
    }

    @Override
    public long getBufferedAmount() {
        return sessions.get().stream()
                .mapToLong(ResilientSession::bufferedAmount)
                .sum();
    }

    @Override
    public List<SessionRow> getSessions() {
        return sessions.get().stream().map(SessionRow::new).toList();
    }
}
