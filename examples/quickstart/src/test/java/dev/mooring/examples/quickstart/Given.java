package dev.mooring.examples.quickstart;

import dev.mooring.server.MooringServer;
import dev.mooring.server.auth.TokenVerifier;
import dev.mooring.websocket.ResilientContainer;
import dev.mooring.websocket.ResilientSession;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.websocket.server.ServerContainer;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;

/** What the snippets of the documentation take for granted. They are compiled, not run. */
@NullUnmarked // nothing of it ever runs
public abstract class Given {

    public static TokenVerifier jwt;

    protected ServerContainer serverContainer;
    protected MooringServer mooring;
    protected ResilientContainer container;
    protected ResilientSession session;
    protected MeterRegistry registry;
    protected Tokens tokens;
    protected String quote;
    protected String cursor;
    protected Path video;

    protected abstract void alarm(String text);

    /** Where tokens come from. */
    public interface Tokens {
        String fresh();
    }
}
