package dev.mooring.server.testing;

import dev.mooring.server.MooringServer;
import io.undertow.Undertow;
import io.undertow.security.idm.Account;
import io.undertow.security.idm.Credential;
import io.undertow.security.idm.IdentityManager;
import io.undertow.security.idm.PasswordCredential;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.LoginConfig;
import io.undertow.servlet.api.SecurityConstraint;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.WebResourceCollection;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

record UndertowServer(Undertow undertow, DeploymentManager manager, int port, MooringServer mooring)
        implements TestServer {

    static TestServer start(Deployment deployment) throws Exception {
        MooringServer mooring = deployment.mooring().get();
        // a worker, as in WildFly: by default callbacks run on I/O threads, and one that blocks stops all its
        // connections
        WebSocketDeploymentInfo sockets = new WebSocketDeploymentInfo()
                .setBuffers(new DefaultByteBufferPool(false, 8192))
                .setDispatchToWorkerThread(true);
        deployment.endpoints().stream()
                .filter(endpoint -> !MooringServer.isGuarded(endpoint))
                .forEach(sockets::addEndpoint);
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("test.war")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets)
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        Startup.class, new ImmediateInstanceFactory<>(new Startup(mooring, deployment)), Set.of()));
        if (deployment.members()) {
            info.addSecurityConstraint(new SecurityConstraint()
                            .addWebResourceCollection(new WebResourceCollection().addUrlPattern(Deployment.MEMBER_PATH))
                            .addRoleAllowed(Deployment.MEMBER_ROLE))
                    .setLoginConfig(new LoginConfig("BASIC", "members"))
                    .setIdentityManager(new Members());
        }
        DeploymentManager manager = Servlets.newContainer().addDeployment(info);
        manager.deploy();
        Undertow undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(manager.start())
                .build();
        undertow.start();
        int port = ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
        return new UndertowServer(undertow, manager, port, mooring);
    }

    private static final class Members implements IdentityManager {

        @Override
        public @Nullable Account verify(String id, Credential credential) {
            return id.equals(Deployment.MEMBER)
                            && credential instanceof PasswordCredential given
                            && new String(given.getPassword()).equals(Deployment.MEMBER_PASSWORD)
                    ? new Member(() -> id, Set.of(Deployment.MEMBER_ROLE))
                    : null;
        }

        @Override
        public Account verify(Account account) {
            return account;
        }

        @Override
        public @Nullable Account verify(Credential credential) {
            return null;
        }

        private record Member(Principal getPrincipal, Set<String> getRoles) implements Account {}
    }

    @Override
    public void close() throws Exception {
        manager.stop();
        manager.undeploy();
        undertow.stop();
    }
}
