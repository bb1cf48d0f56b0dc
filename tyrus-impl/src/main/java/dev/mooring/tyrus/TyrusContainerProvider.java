package dev.mooring.tyrus;

import dev.mooring.tyrus.engine.EngineContainer;
import dev.mooring.tyrus.engine.Observer;
import dev.mooring.tyrus.monitor.ContainerMonitor;
import dev.mooring.tyrus.monitor.FlightRecording;
import dev.mooring.tyrus.monitor.SessionLog;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.spi.ContainerOptions;
import dev.mooring.websocket.spi.ResilientContainerProvider;
import java.util.ArrayList;
import java.util.List;

/** Makes containers on Tyrus; found by {@code ServiceLoader}. */
public final class TyrusContainerProvider implements ResilientContainerProvider {

    /** Called by {@code ServiceLoader}. */
    public TyrusContainerProvider() {}

    @Override
    public ResilientContainer create(ContainerOptions options) {
        List<Observer> observers = new ArrayList<>(List.of(new SessionLog(), new ContainerMonitor()));
        if (hasFlightRecorder()) {
            observers.add(new FlightRecording());
        }
        return new EngineContainer(options, Transports.of(options), observers);
    }

    /** Applications on WildFly do not see the JDK's module of it unless they ask for that. */
    private static boolean hasFlightRecorder() {
        try {
            Class.forName("jdk.jfr.Event", false, TyrusContainerProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
