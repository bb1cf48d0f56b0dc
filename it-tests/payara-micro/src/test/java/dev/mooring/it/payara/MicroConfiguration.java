package dev.mooring.it.payara;

import org.jboss.arquillian.container.spi.ConfigurationException;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;

/** What {@code arquillian.xml} says of {@link MicroContainer}. */
public final class MicroConfiguration implements ContainerConfiguration {

    private String jar = "";
    private int port;

    /** The jar of Payara Micro. */
    public String getJar() {
        return jar;
    }

    /** Called by Arquillian. */
    public void setJar(String value) {
        jar = value;
    }

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
        if (jar.isEmpty() || port == 0) {
            throw new ConfigurationException("arquillian.xml must name jar and port of Payara Micro");
        }
    }
}
