package dev.mooring.it;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application as Maven built it. */
final class Wars {

    private Wars() {}

    static WebArchive app() {
        return app("mooring");
    }

    /** The same bytes under another context root. */
    static WebArchive app(String name) {
        File war = new File(System.getProperty("mooring.it.war"));
        return ShrinkWrap.createFromZipFile(WebArchive.class, war).as(WebArchive.class);
    }
}
