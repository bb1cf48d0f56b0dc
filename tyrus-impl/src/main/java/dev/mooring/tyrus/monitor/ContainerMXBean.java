package dev.mooring.tyrus.monitor;

import java.util.List;
import java.util.Map;

/** A container in JMX: {@code dev.mooring:type=Container,name=…}. */
public interface ContainerMXBean {

    /** How many sessions there are. */
    int getSessionCount();

    /** How many of them are in each state. */
    Map<String, Integer> getSessionsByState();

    /** Connections opened since the container began. */
    long getConnectionsOpened();

    /** Retries scheduled since the container began. */
    long getRetriesScheduled();

    /** Heartbeats missed since the container began. */
    long getHeartbeatsMissed();

    /** Bytes accepted by all sessions and not yet written; of resumable ones, not yet acknowledged. */
    long getBufferedAmount();

    /** The figures of each session. */
    List<SessionRow> getSessions();
}
