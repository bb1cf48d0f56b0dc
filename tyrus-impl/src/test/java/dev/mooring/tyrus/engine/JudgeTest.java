package dev.mooring.tyrus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.Verdict;
import jakarta.websocket.CloseReason;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final URI PLAIN = URI.create("ws://here.example/a/b?q=1");
    private static final URI SECURE = URI.create("wss://here.example/a/b?q=1");

    private final Judge judge = new Judge(FailureClassifier.standard());

    @Test
    void aLocationIsResolvedAgainstWhereItWasTold() {
        assertThat(resolve("c", PLAIN)).isEqualTo("ws://here.example/a/c");
        assertThat(resolve("/c?d=e", SECURE)).isEqualTo("wss://here.example/c?d=e");
        assertThat(resolve("//there.example/", SECURE)).isEqualTo("wss://there.example/");
    }

    @Test
    void aQueryAloneLeavesThePathAsItIs() {
        assertThat(resolve("?region=eu", SECURE)).isEqualTo("wss://here.example/a/b?region=eu");
        assertThat(resolve("?", PLAIN)).isEqualTo("ws://here.example/a/b?");
        assertThat(resolve("?a=%20b", URI.create("ws://here.example:81"))).isEqualTo("ws://here.example:81/?a=%20b");
        assertThat(resolve("?x:y", URI.create("ws://here.example//a//b"))).isEqualTo("ws://here.example//a//b?x:y");
    }

    @Test
    void httpMeansWebSocket() {
        assertThat(resolve("http://there.example:8080/x", PLAIN)).isEqualTo("ws://there.example:8080/x");
        assertThat(resolve("HTTPS://there.example/x", PLAIN)).isEqualTo("wss://there.example/x");
    }

    @Test
    void nothingLeadsFromTlsToPlainText() {
        assertThat(resolve("ws://here.example/", SECURE)).isNull();
        assertThat(resolve("http://here.example/", SECURE)).isNull();
        assertThat(resolve("wss://here.example/", PLAIN)).isEqualTo("wss://here.example/");
    }

    @Test
    void whatIsNoPlaceForAWebSocketLeadsNowhere() {
        assertThat(resolve("ftp://there.example/", PLAIN)).isNull();
        assertThat(resolve("mailto:nobody@there.example", PLAIN)).isNull();
        assertThat(resolve("http:opaque", PLAIN)).isNull();
        assertThat(resolve("ws:///no-host", PLAIN)).isNull();
    }

    @Test
    void aRedirectToNowhereIsFatal() {
        assertThat(judge.judge(redirect("ws://here.example/"), SECURE)).isEqualTo(Verdict.fatal());
        assertThat(judge.judge(redirect("/there"), SECURE))
                .isEqualTo(Verdict.redirect(URI.create("wss://here.example/there")));
    }

    @Test
    void aClassifierThatThrowsMakesTheFailureFatal() {
        Judge broken = new Judge(failure -> {
            throw new IllegalStateException("a broken classifier");
        });
        assertThat(broken.judge(redirect("/there"), SECURE)).isEqualTo(Verdict.fatal());
    }

    @Test
    void soDoesOneThatThrowsAnError() {
        Judge broken = new Judge(failure -> {
            throw new AssertionError("a broken classifier");
        });
        assertThat(broken.judge(redirect("/there"), SECURE)).isEqualTo(Verdict.fatal());
    }

    @Test
    void aSessionWhoseClassifierThrowsAnErrorHasFailed() {
        World world = new World();
        world.classifier = failure -> {
            throw new AssertionError("a broken classifier");
        };
        EngineSession session = world.open();
        world.transport.last().lose();
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(session.closed().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void onlyADrainingServersHintCounts() {
        assertThat(hint(1012, "mooring;retry-ms=1500;to=wss://b.example/").retryAfter())
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(hint(1013, "mooring;to=wss://b.example/").location()).isEqualTo(URI.create("wss://b.example/"));
        assertThat(hint(1001, "mooring;retry-ms=1500").retryAfter()).isNull();
        assertThat(hint(1012, "going away").retryAfter()).isNull();
    }

    private Failure hint(int code, String reason) {
        return judge.withHint(Failure.closedByPeer(new CloseReason(() -> code, reason)));
    }

    private static Failure redirect(String location) {
        return Failure.httpStatus(307, null, URI.create(location), null);
    }

    private static @Nullable String resolve(String location, URI from) {
        URI resolved = Judge.resolve(URI.create(location), from);
        return resolved == null ? null : resolved.toString();
    }
}
