package dev.mooring.benchmarks.server;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ListenerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;

/** Undertow, with callbacks on its workers as WildFly has them. */
final class GuardedUndertow implements RunningServer {

    private final GuardedEndpoints endpoints = new GuardedEndpoints();
    private final DeploymentManager deployment;
    private final Undertow undertow;

    GuardedUndertow(int port) throws ServletException {
        ServletContextListener listener = endpoints.listener();
        DeploymentInfo info = Servlets.deployment()
                .setClassLoader(GuardedUndertow.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("benchmarks.war")
                .addServletContextAttribute(
                        WebSocketDeploymentInfo.ATTRIBUTE_NAME,
                        new WebSocketDeploymentInfo()
                                .setBuffers(new DefaultByteBufferPool(false, 8192))
                                .setDispatchToWorkerThread(true))
                .addListener(new ListenerInfo(listener.getClass(), new ImmediateInstanceFactory<>(listener)));
        deployment = Servlets.newContainer().addDeployment(info);
        deployment.deploy();
        undertow = Undertow.builder()
                .addHttpListener(port, "127.0.0.1")
                .setHandler(deployment.start())
                .build();
        undertow.start();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public void close() throws ServletException {
        endpoints.close();
        deployment.stop();
        deployment.undeploy();
        undertow.stop();
    }
}
