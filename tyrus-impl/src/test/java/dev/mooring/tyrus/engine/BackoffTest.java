package dev.mooring.tyrus.engine;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.RetryScheduled;
import dev.mooring.websocket.SessionState;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration INSTANT = Duration.ofNanos(1);

    private final World world = new World();

    @Test
    void delaysDoubleUpToTheCapWithinTheJitterAndAreKeptToTheNanosecond() {
        world.transport.script = FakeConnection::refuse;
        world.connect();
        for (int retry = 1; retry <= 10; retry++) {
            Duration delay = world.lastEvent(RetryScheduled.class).delay();
            Duration nominal = ofSeconds(Math.min(30, 1 << (retry - 1)));
            assertThat(delay)
                    .isBetween(nominal.dividedBy(2), nominal.multipliedBy(3).dividedBy(2));
            assertThat(world.lastEvent(RetryScheduled.class).attempt()).isEqualTo(retry);

            world.time.advance(delay.minus(INSTANT));
            assertThat(world.transport.attempts).hasSize(retry);
            world.time.advance(INSTANT);
            assertThat(world.transport.attempts).hasSize(retry + 1);
        }
    }

    @Test
    void theSessionFailsWhenTheRetriesAreUsedUp() {
        world.retry = RetryPolicy.defaults().maxRetries(3);
        world.transport.script = FakeConnection::refuse;
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(60));
        assertThat(world.transport.attempts).hasSize(4);
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(world.time.pending()).isZero();
    }

    @Test
    void jitterSpreadsAFleet() {
        Set<Duration> delays = new HashSet<>();
        world.transport.script = FakeConnection::refuse;
        for (int i = 0; i < 50; i++) {
            world.connect();
            delays.add(world.lastEvent(RetryScheduled.class).delay());
        }
        assertThat(delays).hasSizeGreaterThan(45);
        Duration spread = delays.stream()
                .max(Duration::compareTo)
                .orElseThrow()
                .minus(delays.stream().min(Duration::compareTo).orElseThrow());
        assertThat(spread).isGreaterThan(ofMillis(500));
    }

    @Test
    void aFlappingServerIsBackedOffFrom() {
        world.retry = RetryPolicy.exponential(ofSeconds(1), ofSeconds(30)).jitter(0);
        world.transport.script = FakeConnection::accept;
        world.connect();
        for (int flap = 0; flap < 5; flap++) {
            world.time.advance(ofSeconds(4)); // up for less than the 5 s that count as stable
            world.transport.last().lose();
            assertThat(world.lastEvent(RetryScheduled.class).delay()).isEqualTo(ofSeconds(1 << flap));
            world.time.advance(ofSeconds(1 << flap));
        }
    }

    @Test
    void afterAStableConnectionRetriesCountFromOneAgain() {
        world.retry = RetryPolicy.exponential(ofSeconds(1), ofSeconds(30)).jitter(0);
        EngineSession session = world.connect();
        world.transport.last().refuse();
        world.time.advance(ofSeconds(1));
        world.transport.last().refuse();
        world.time.advance(ofSeconds(2));
        world.transport.last().accept();
        assertThat(session.stats().retryCount()).isEqualTo(2);
        world.time.advance(ofSeconds(5));
        assertThat(session.stats().retryCount()).isZero();
        world.transport.last().lose();
        assertThat(world.lastEvent(RetryScheduled.class).attempt()).isEqualTo(1);
        assertThat(world.lastEvent(RetryScheduled.class).delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void retryAfterIsHonouredAndSpread() {
        Set<Duration> delays = new HashSet<>();
        world.transport.script = attempt -> attempt.answer(503, ofSeconds(20));
        for (int i = 0; i < 30; i++) {
            world.connect();
            delays.add(world.lastEvent(RetryScheduled.class).delay());
        }
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(ofSeconds(20), ofSeconds(21)));
        assertThat(delays).hasSizeGreaterThan(25);
        world.time.advance(ofSeconds(20).minus(INSTANT));
        assertThat(world.transport.attempts).hasSize(30);
        world.time.advance(ofSeconds(1));
        assertThat(world.transport.attempts).hasSize(60);
    }

    @Test
    void aShorterRetryAfterDoesNotShortenTheBackoff() {
        world.retry = RetryPolicy.fixed(ofSeconds(8)).jitter(0);
        world.transport.script = attempt -> attempt.answer(429, ofSeconds(2));
        world.connect();
        assertThat(world.lastEvent(RetryScheduled.class).delay()).isEqualTo(ofSeconds(8));
    }

    @Test
    void aDrainingServersHintSaysWhenAndWhere() {
        world.retry = RetryPolicy.fixed(ofSeconds(1)).jitter(0);
        world.open();
        world.transport.last().closeByPeer(1012, "mooring;retry-ms=4000;to=ws://other.example/");
        Duration delay = world.lastEvent(RetryScheduled.class).delay();
        assertThat(delay).isBetween(ofSeconds(4), ofMillis(4400));
        world.time.advance(delay);
        assertThat(world.transport.last().request.uri()).isEqualTo(URI.create("ws://other.example/"));
    }

    /** Though the next of several servers is reached by plain text. */
    @Test
    void aDrainingServersHintNeverLeadsFromTlsToPlainText() {
        world.retry = RetryPolicy.fixed(ofSeconds(1)).jitter(0);
        drained(List.of(URI.create("wss://a.example/"), URI.create("ws://b.example/")), "ws://c.example/");
        assertThat(world.transport.last().request.uri()).isEqualTo(URI.create("ws://b.example/"));
    }

    @Test
    void aDrainingServersHintCountsFromThereAndNotFromTheNextServer() {
        world.retry = RetryPolicy.fixed(ofSeconds(1)).jitter(0);
        drained(List.of(URI.create("ws://a.example/x"), URI.create("ws://b.example/y")), "/there");
        assertThat(world.transport.last().request.uri()).isEqualTo(URI.create("ws://a.example/there"));
    }

    private void drained(List<URI> uris, String to) {
        world.connect(uris);
        world.transport.last().accept().closeByPeer(1012, "mooring;to=" + to);
        world.time.advance(ofSeconds(1));
        assertThat(world.transport.attempts).hasSize(2);
    }

    @Test
    void severalServersAreTriedInTurn() {
        world.retry = RetryPolicy.fixed(ofSeconds(1)).jitter(0);
        world.transport.script = FakeConnection::refuse;
        URI a = URI.create("ws://a.example/");
        URI b = URI.create("ws://b.example/");
        world.connect(List.of(a, b));
        world.time.advance(ofSeconds(2));
        assertThat(world.transport.attempts)
                .extracting(attempt -> attempt.request.uri())
                .containsExactly(a, b, a);
    }

    @Test
    void aSilentServerIsGivenUpAfterTheConnectTimeout() {
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(10).minus(INSTANT));
        assertThat(session.state()).isEqualTo(SessionState.CONNECTING);
        world.time.advance(INSTANT);
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        assertThat(world.transport.last().aborted).isTrue();
    }

    @Test
    void theFirstConnectionHasItsLimit() {
        world.initial = InitialConnect.within(ofSeconds(5));
        world.transport.script = FakeConnection::refuse;
        EngineSession session = world.connect();
        world.time.advance(ofSeconds(5).minus(INSTANT));
        assertThat(session.state()).isEqualTo(SessionState.WAITING);
        world.time.advance(INSTANT);
        assertThat(session.state()).isEqualTo(SessionState.FAILED);
        assertThat(world.time.pending()).isZero();
    }

    @Test
    void theLimitOfTheFirstConnectionDoesNotEndALaterOne() {
        world.initial = InitialConnect.within(ofSeconds(5));
        EngineSession session = world.open();
        world.transport.last().lose();
        world.time.advance(ofSeconds(6));
        assertThat(session.state()).isNotEqualTo(SessionState.FAILED);
    }

    @Test
    void reconnectCutsAWaitShort() {
        world.transport.script = FakeConnection::refuse;
        EngineSession session = world.connect();
        world.transport.script = FakeConnection::accept;
        session.reconnect();
        assertThat(session.state()).isEqualTo(SessionState.OPEN);
        world.time.advance(ofSeconds(60));
        assertThat(world.transport.attempts).hasSize(2);
    }
}
