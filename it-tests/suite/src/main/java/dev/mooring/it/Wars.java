package dev.mooring.it;

import static java.util.Objects.requireNonNull;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as Maven built it, byte for byte, under one context root or another. */
final class Wars {

    private Wars() {}

    static File file() {
        return new File(System.getProperty("mooring.it.war"));
    }

    static WebArchive named(String name) {
        return ShrinkWrap.create(ZipImporter.class, name + ".war")
                .importFrom(file())
                .as(WebArchive.class);
    }

    /** The same with Netty in it, so that this is what the connections of its clients are on. */
    static WebArchive withNetty(String name) {
        File[] jars = requireNonNull(new File(file().getParentFile(), "netty").listFiles());
        return named(name).addAsLibraries(jars);
    }
}
