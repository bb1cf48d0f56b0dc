package dev.mooring.it;

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
}
