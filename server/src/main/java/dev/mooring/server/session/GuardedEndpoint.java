package dev.mooring.server.session;

import dev.mooring.server.handshake.Admission;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint that the container knows in place of the application's. It opens a session only for an {@link Admission}
 * that nobody has claimed before: whatever a container does with a rejected handshake, the application does not hear of it.
 *
 * <p>Public, with a public constructor, for containers to instantiate; of no use to applications.
 */
public final class GuardedEndpoint extends Endpoint {

    /** Where the decision travels from the Configurator to here. */
    public static final String ADMISSION = "dev.mooring.server.admission";

    /** Where the binding travels from the Configurator to here. */
    public static final String BINDING = "dev.mooring.server.binding";

    private static final System.Logger LOG = System.getLogger(GuardedEndpoint.class.getName());

    private volatile @Nullable GuardedSession guarded;

    /** For containers. */
    public GuardedEndpoint() {}

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        Object admission = session.getUserProperties().remove(ADMISSION);
        Object binding = session.getUserProperties().remove(BINDING);
        if (binding instanceof EndpointBinding bound) {
            if (admission instanceof Admission admitted && admitted.guard() == bound.guard()) {
                if (admitted.claim()) {
                    open(session, bound, admitted);
                    return;
                }
                if (bound.runtime()
                        .readiness()
                        .isDraining()) { // the drain has not waited for it: no fault of the client's
                    Quirk.close(session, Reasons.DRAINED);
                    return;
                }
            }
            bound.counts().unadmitted.increment();
        }
        LOG.log(System.Logger.Level.DEBUG, "the container opened a session for a handshake that was not admitted");
        Quirk.close(session, Reasons.NOT_ADMITTED);
    }

    private void open(Session session, EndpointBinding bound, Admission admitted) {
        GuardedSession opened;
        try {
            opened = new GuardedSession(session, bound, admitted);
        } catch (Throwable e) { // of the principal, say: there is no session yet that would give its places back
            LOG.log(
                    System.Logger.Level.ERROR,
                    "cannot open a session of " + bound.guard().template(),
                    e);
            admitted.release();
            Quirk.close(session, Reasons.FAILED);
            return;
        }
        guarded = opened;
        opened.open();
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        GuardedSession opened = guarded;
        if (opened != null) {
            opened.closedByContainer(reason);
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        GuardedSession opened = guarded;
        if (opened != null) {
            opened.failures().fromContainer(failure);
        }
    }
}
