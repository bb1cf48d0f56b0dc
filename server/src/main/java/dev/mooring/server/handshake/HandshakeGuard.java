package dev.mooring.server.handshake;

import dev.mooring.server.auth.Authenticator;
import dev.mooring.server.auth.HandshakeRejectedException;
import dev.mooring.server.auth.Rejection;
import dev.mooring.server.policy.ServerPolicy;
import dev.mooring.server.resume.ResumeDesk;
import dev.mooring.websocket.Ticker;
import dev.mooring.websocket.delivery.ProtocolException;
import dev.mooring.websocket.delivery.ResumeRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the policy of one endpoint on handshakes: draining, Origin, places, authentication, in this order, so that what is
 * cheap comes first and an authenticator never works for a page that may not connect. Thread-safe.
 */
public final class HandshakeGuard {

    /** A reservation that became no session by then is given back: the peer went away during the upgrade. */
    private static final long RESERVATION_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final Rejection ORIGIN_NOT_ALLOWED = Rejection.forbidden("origin not allowed");

    static final String ALL = "";
    private static final System.Logger LOG = System.getLogger(HandshakeGuard.class.getName());

    private final ServerPolicy policy;
    private final PathTemplate template;
    private final Readiness readiness;
    private final ResumeDesk desk;
    private final Ticker ticker;
    private final Slots total;
    private final Slots perPrincipal;
    private final Slots perAddress;
    private final Rejections rejections = new Rejections();
    private final Set<Admission> reserved = ConcurrentHashMap.newKeySet();

    /** The guard of one endpoint. */
    public HandshakeGuard(
            ServerPolicy policy, PathTemplate template, Readiness readiness, ResumeDesk desk, Ticker ticker) {
        this.policy = policy;
        this.template = template;
        this.readiness = readiness;
        this.desk = desk;
        this.ticker = ticker;
        this.total = new Slots(policy.maxConnections());
        this.perPrincipal = new Slots(policy.maxConnectionsPerPrincipal());
        this.perAddress = new Slots(policy.maxConnectionsPerAddress());
    }

    /** The policy that is run. */
    public ServerPolicy policy() {
        return policy;
    }

    /** The template of the endpoint's path. */
    public PathTemplate template() {
        return template;
    }

    /** How many handshakes were rejected, by status and by cause. */
    public Rejections rejections() {
        return rejections;
    }

    /** How many places are taken, reservations included. */
    public int connections() {
        return total.taken(ALL);
    }

    /** For containers that ask about the Origin alone, before all else, and then answer by themselves. */
    public boolean allowsOrigin(String value) {
        boolean allowed = policy.origins().allows(List.of(value));
        if (!allowed) {
            reject(ORIGIN_NOT_ALLOWED, RejectionCause.ORIGIN);
        }
        return allowed;
    }

    /**
     * Runs the policy.
     *
     * @param parameters the match of the template, or {@code null} when the path does not match: rejected with 404
     */
    public Decision decide(Handshake handshake, @Nullable Map<String, String> parameters) {
        if (parameters == null) {
            return reject(Rejection.of(404, "path does not match the template"), RejectionCause.PATH);
        }
        handshake.located(parameters, clientAddress(handshake));
        if (readiness.isDraining()) {
            return draining();
        }
        if (!policy.origins().allows(handshake.headers("Origin"))) {
            return reject(ORIGIN_NOT_ALLOWED, RejectionCause.ORIGIN);
        }
        if (policy.delivery().isResumable() && !isWellFormed(handshake)) {
            return reject(Rejection.of(400, "malformed " + ResumeRequest.HEADER + " header"), RejectionCause.MALFORMED);
        }
        Places places = new Places(total, perAddress, perPrincipal);
        boolean admitted = false;
        try {
            Decision decision = admit(handshake, parameters, places);
            if (decision instanceof Admission admission && readiness.isDraining()) { // the authenticator took its time
                admission.abandon();
                return draining();
            }
            admitted = decision instanceof Admission;
            return decision;
        } finally {
            if (!admitted) {
                places.giveBack();
            }
        }
    }

    private Decision draining() {
        return reject(Rejection.unavailable("draining", policy.retryAfter()), RejectionCause.DRAINING);
    }

    private static boolean isWellFormed(Handshake handshake) {
        try {
            ResumeDesk.request(handshake.headers(ResumeRequest.HEADER));
            return true;
        } catch (ProtocolException e) {
            LOG.log(System.Logger.Level.DEBUG, () -> ResumeRequest.HEADER + ": " + e.getMessage());
            return false;
        }
    }

    private Decision admit(Handshake handshake, Map<String, String> parameters, Places places) {
        if (!places.takeTotal()) {
            return new Decision.Rejected(full("too many connections"));
        }
        if (!places.takeAddress(AddressKey.of(handshake.remoteAddress()))) {
            return reject(
                    Rejection.tooMany("too many connections from this address", policy.retryAfter()),
                    RejectionCause.ADDRESS_FULL);
        }
        Principal principal = null;
        Authenticator authenticator = policy.authenticator();
        if (authenticator != null) {
            try {
                principal = authenticator.authenticate(handshake);
            } catch (HandshakeRejectedException e) {
                return reject(challenged(e.rejection(), authenticator), RejectionCause.CREDENTIALS);
            } catch (Exception e) {
                LOG.log(System.Logger.Level.ERROR, "authenticator of " + template + " failed", e);
                return reject(Rejection.of(500, "authenticator failed"), RejectionCause.AUTHENTICATOR_FAILED);
            }
            if (principal == null) {
                return reject(
                        challenged(Rejection.unauthorized("no credentials"), authenticator),
                        RejectionCause.CREDENTIALS);
            }
        } else if (policy.firstMessage() == null) {
            principal = handshake.containerPrincipal();
        }
        if (principal != null
                && !places.takePrincipal(principal.getName(), 0)
                && !takeOver(handshake, parameters, principal, places)) {
            return reject(
                    Rejection.tooMany("too many connections of this principal", policy.retryAfter()),
                    RejectionCause.PRINCIPAL_FULL);
        }
        Admission admission =
                new Admission(this, principal, parameters, handshake.remoteAddress(), places, ticker.nanos());
        reserved.add(admission);
        return admission;
    }

    /** Who takes over the own connection counts once, though both are there for a moment: one such at a time. */
    private boolean takeOver(Handshake handshake, Map<String, String> parameters, Principal principal, Places places) {
        return policy.delivery().isResumable()
                && desk.takesOver(handshake.headers(ResumeRequest.HEADER), scope(parameters), principal)
                && places.takePrincipal(principal.getName(), 1);
    }

    /** What must be the same at every connection of a resumable session: endpoint and path. */
    public String scope(Map<String, String> parameters) {
        return template + " " + new TreeMap<>(parameters);
    }

    void forget(Admission admission) {
        reserved.remove(admission);
    }

    /**
     * Gives back all that is reserved: no handshake admitted so far becomes a session any more.
     *
     * @return whether one is becoming one just now
     */
    public boolean endReservations() {
        reserved.forEach(Admission::abandon);
        return !reserved.isEmpty();
    }

    /** Gives back what was reserved and did not become a session in time. Called by the shared tick. */
    public void expireReservations() {
        long now = ticker.nanos();
        for (Admission admission : reserved) {
            if (now - admission.reservedAt() > RESERVATION_NANOS) {
                admission.abandon();
            }
        }
    }

    private Decision reject(Rejection rejection, RejectionCause cause) {
        return new Decision.Rejected(counted(rejection, cause));
    }

    /** The rejection, counted, of a handshake for which there is no room. */
    public Rejection full(String what) {
        return counted(Rejection.unavailable(what, policy.retryAfter()), RejectionCause.FULL);
    }

    private Rejection counted(Rejection rejection, RejectionCause cause) {
        rejections.count(rejection.status(), cause);
        LOG.log(System.Logger.Level.DEBUG, () -> "handshake for " + template + " rejected: " + rejection);
        return rejection;
    }

    private @Nullable String clientAddress(Handshake handshake) {
        String peer = handshake.peerAddress();
        return peer == null ? null : policy.trustedProxies().clientAddress(peer, handshake.headers("X-Forwarded-For"));
    }

    /** A 401 must say how to authenticate (RFC 9110, 15.5.2). */
    private static Rejection challenged(Rejection rejection, Authenticator authenticator) {
        boolean bare = rejection.status() == 401
                && rejection.headers().keySet().stream().noneMatch("WWW-Authenticate"::equalsIgnoreCase);
        return bare ? rejection.header("WWW-Authenticate", authenticator.challenge()) : rejection;
    }
}
