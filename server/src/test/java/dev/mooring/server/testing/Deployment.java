package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import dev.mooring.server.resume.SessionStore;
import dev.mooring.server.topic.Fabric;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a test deploys.
 *
 * @param endpoints annotated endpoints, as a scan would find them
 * @param filter whether the jar's own filter is in front, where there are servlets
 * @param programmed what an application has MooringServer guard, and adds to the container itself
 * @param bare endpoints an application adds to the container itself, past MooringServer
 * @param members whether {@code /member/*} is for members alone, by HTTP Basic, where the container can do that
 * @param mooring makes what guards the endpoints
 */
public record Deployment(
        List<Class<?>> endpoints,
        boolean filter,
        List<ServerEndpointConfig> programmed,
        List<Class<?>> bare,
        boolean members,
        Supplier<MooringServer> mooring) {

    /** Where only members come in, and the one member there is. */
    static final String MEMBER_PATH = "/member/*";

    static final String MEMBER_ROLE = "member";
    static final String MEMBER = "ann";
    static final String MEMBER_PASSWORD = "secret";

    public static Deployment of(Class<?>... endpoints) {
        return new Deployment(List.of(endpoints), true, List.of(), List.of(), false, MooringServer::create);
    }

    public Deployment withoutFilter() {
        return new Deployment(endpoints, false, programmed, bare, members, mooring);
    }

    public Deployment andBare(Class<?>... classes) {
        return new Deployment(endpoints, filter, programmed, List.of(classes), members, mooring);
    }

    public Deployment andProgrammed(ServerEndpointConfig... configs) {
        return new Deployment(endpoints, filter, List.of(configs), bare, members, mooring);
    }

    /** One member, ann, whose password is secret. */
    public Deployment withMembers() {
        return new Deployment(endpoints, filter, programmed, bare, true, mooring);
    }

    /** Resumable sessions are kept in this store. */
    public Deployment keptIn(SessionStore store) {
        return new Deployment(
                endpoints, filter, programmed, bare, members, () -> MooringServer.create(Fabric.local(), store));
    }
}
