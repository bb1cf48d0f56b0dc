package dev.mooring.it.payara;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of {@link PayaraContainer}. */
public final class PayaraConfiguration implements ContainerConfiguration {

    private int port;

    /** The port for HTTP. */
    public int getPort() {
        return port;
    }

    /** Called by Arquillian. */
    public void setPort(int value) {
        port = value;
    }

    @Override
    public void validate() {
        if (port == 0) {
            throw new ConfigurationException("arquillian.xml must name the port of Payara Server");
        }
    }
}
