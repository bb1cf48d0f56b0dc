package dev.mooring.benchmarks.contender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.tomcat.websocket.WsWebSocketContainer;

/** All contenders by name. To add one, implement {@link Contender} and name it here. */
public final class Contenders {

    /** The one that needs a guarded server. */
    public static final String RESUMABLE = "resumable";

    private static final Map<String, Supplier<Contender>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("resilient", Resilient::standard);
        ALL.put("resilient-in-place", Resilient::inPlace);
        ALL.put("resilient-grizzly", Resilient::onGrizzly);
        ALL.put(RESUMABLE, Resilient::resumable);
        ALL.put("resumable-in-place", Resilient::resumableInPlace);
        ALL.put("resilient-roomy", Resilient::roomy);
        ALL.put("resumable-roomy", Resilient::roomyResumable);
        ALL.put("bare", Bare::onNetty);
        ALL.put("bare-in-place", Bare::inPlace);
        ALL.put("bare-grizzly", Bare::onGrizzly);
        ALL.put("session-grizzly", Bare::sessionOnGrizzly);
        ALL.put("tyrus-netty", Tyrus::onNetty);
        ALL.put("netty", RawNetty::new);
        ALL.put("nv", NvWebSocket::new);
        ALL.put("vertx", VertxClient::new);
        ALL.put("reactor", ReactorNetty::new);
        ALL.put("java-websocket", JavaWebSocket::new);
        ALL.put("jdk", JdkClient::new);
        ALL.put("okhttp", OkHttp::new);
        ALL.put("jetty", Jetty::new);
        ALL.put("tomcat", () -> new Jakarta(new WsWebSocketContainer(), OneAtATime::new, () -> {}));
        ALL.put("undertow", () -> new Jakarta(Undertow.container(), JakartaClient::new, () -> {}));
        ALL.put("tyrus", Tyrus::onGrizzly);
        ALL.put("tyrus-jdk", Tyrus::onJdk);
    }

    private Contenders() {}

    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** A session both ways handlers may run, and what others offer; without what only compares our own layers. */
    public static List<String> peers() {
        return names().stream()
                .filter(name -> !name.startsWith("bare")
                        && !name.startsWith(RESUMABLE)
                        && !List.of("resilient-grizzly", "resilient-roomy", "session-grizzly", "tyrus-netty")
                                .contains(name))
                .toList();
    }

    /** The contender of this name, started. */
    public static Contender of(String name) {
        Supplier<Contender> contender = ALL.get(name);
        if (contender == null) {
            throw new IllegalArgumentException("no contender " + name + ": there are " + names());
        }
        return contender.get();
    }
}
