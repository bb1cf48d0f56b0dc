package dev.mooring.tyrus;

import dev.mooring.tyrus.engine.EngineContainer;
import dev.mooring.tyrus.monitor.ContainerMonitor;
import dev.mooring.tyrus.monitor.FlightRecording;
import dev.mooring.tyrus.monitor.SessionLog;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.spi.ContainerOptions;
import dev.mooring.websocket.spi.ResilientContainerProvider;
import java.util.List;

/** Makes containers on Tyrus; found by {@code ServiceLoader}. */
public final class TyrusContainerProvider implements ResilientContainerProvider {

    /** Called by {@code ServiceLoader}. */
    public TyrusContainerProvider() {}

    @Override
    public ResilientContainer create(ContainerOptions options) {
        return new EngineContainer(
                options,
                Transports.of(options),
                List.of(new SessionLog(), new FlightRecording(), new ContainerMonitor()));
    }
}
