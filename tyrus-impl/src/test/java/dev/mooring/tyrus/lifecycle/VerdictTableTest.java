package dev.mooring.tyrus.lifecycle;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the end of an attempt, or of an open connection, leads to: every verdict with every budget of tries. What is in
 * brackets is for a connection alone: an attempt that is redirected stays in its state.
 */
class VerdictTableTest {

    private static final int MAX_RETRIES = 4;

    private static final String TABLE = """
            tries left
              retry         -> WAITING: Rotate, Announce, ScheduleRetry 8
              retry once    -> WAITING: Rotate, Announce, ScheduleRetry 8
              redirect      -> CONNECTING?: Retarget, [Announce, ]AskBreaker
              fatal         -> FAILED: Announce, Finish
              end           -> CLOSED: Announce, Finish
            retries used up
              retry         -> FAILED: Announce, Finish
              retry once    -> FAILED: Announce, Finish
              redirect      -> CONNECTING?: Retarget, [Announce, ]AskBreaker
              fatal         -> FAILED: Announce, Finish
              end           -> CLOSED: Announce, Finish
            credentials renewed
              retry         -> WAITING: Rotate, Announce, ScheduleRetry 8
              retry once    -> FAILED: Announce, Finish
              redirect      -> CONNECTING?: Retarget, [Announce, ]AskBreaker
              fatal         -> FAILED: Announce, Finish
              end           -> CLOSED: Announce, Finish
            redirected five times
              retry         -> WAITING: Rotate, Announce, ScheduleRetry 8
              retry once    -> WAITING: Rotate, Announce, ScheduleRetry 8
              redirect      -> FAILED: Announce, Finish
              fatal         -> FAILED: Announce, Finish
              end           -> CLOSED: Announce, Finish
            """;

    private static final RetryRules RULES =
            new RetryRules(RetryPolicy.defaults().maxRetries(MAX_RETRIES), InitialConnect.retry());
    private static final ConnectionException CAUSE =
            new ConnectionException(Failure.of(Failure.Kind.LOST, "lost", null));

    private static final Map<String, Tries> BUDGETS = Map.of(
            "tries left", new Tries(2, 1, 4, false),
            "retries used up", new Tries(5, MAX_RETRIES, 0, false),
            "credentials renewed", new Tries(2, 1, 0, true),
            "redirected five times", new Tries(6, 0, Lifecycle.MAX_REDIRECTS, false));

    private static final Map<String, Verdict> VERDICTS = Map.of(
            "retry", Verdict.retry(),
            "retry once", Verdict.retryOnce(),
            "redirect", Verdict.redirect(URI.create("ws://elsewhere.example/")),
            "fatal", Verdict.fatal(),
            "end", Verdict.end());

    @TestFactory
    Stream<DynamicTest> everyVerdictWithEveryBudget() {
        return cells().entrySet().stream().flatMap(cell -> {
            String[] names = cell.getKey().split(" \\+ ", -1);
            Tries tries = requireNonNull(BUDGETS.get(names[0]), names[0]);
            Verdict verdict = requireNonNull(VERDICTS.get(names[1]), names[1]);
            return Stream.of(
                    DynamicTest.dynamicTest(cell.getKey() + ", after an attempt", () -> {
                        Step step = ended(SessionState.CONNECTING, tries, verdict);
                        assertThat(Wording.of(step))
                                .isEqualTo(cell.getValue()
                                        .replace("[Announce, ]", "")
                                        .replace(": ", ": RecordFailure, "));
                    }),
                    DynamicTest.dynamicTest(cell.getKey() + ", after a connection", () -> {
                        Step step = ended(SessionState.OPEN, tries, verdict);
                        assertThat(Wording.of(step))
                                .isEqualTo(cell.getValue()
                                        .replace("[Announce, ]", "Announce, ")
                                        .replace(": ", ": Detach 3, "));
                    }));
        });
    }

    @Test
    void noCellIsMissing() {
        assertThat(cells()).hasSize(BUDGETS.size() * VERDICTS.size());
        assertThat(VERDICTS.values().stream().map(Object::getClass).collect(toSet()))
                .isEqualTo(Stream.of(Verdict.class.getPermittedSubclasses()).collect(toSet()));
    }

    @Test
    void aRetryCountsAndForgetsRedirections() {
        Tries after = ended(SessionState.CONNECTING, new Tries(3, 1, 2, false), Verdict.retry())
                .next()
                .tries();
        assertThat(after).isEqualTo(new Tries(3, 2, 0, false));
    }

    @Test
    void aSecondTryWithFreshCredentialsIsRemembered() {
        Tries after = ended(SessionState.CONNECTING, new Tries(1, 0, 0, false), Verdict.retryOnce())
                .next()
                .tries();
        assertThat(after).isEqualTo(new Tries(1, 1, 0, true));
    }

    @Test
    void theWishNotToComeBackBeforeReachesTheTimer() {
        Step step = ended(SessionState.OPEN, Tries.NONE, Verdict.retryAfter(Duration.ofSeconds(9)));
        assertThat(step.effects()).contains(new Effect.ScheduleRetry(8, 1, Duration.ofSeconds(9), CAUSE));
    }

    @Test
    void theFirstConnectionMayHaveABudgetOfItsOwn() {
        RetryRules failFast = new RetryRules(RetryPolicy.defaults(), InitialConnect.failFast());
        Input lost = new Input.Ended(3, CAUSE, Verdict.retry());
        Lifecycle first = new Lifecycle(SessionState.CONNECTING, 3, 7, false, false, Tries.NONE, failFast);
        Lifecycle later = new Lifecycle(SessionState.CONNECTING, 3, 7, false, true, Tries.NONE, failFast);
        assertThat(first.next(lost).next().state()).isEqualTo(SessionState.FAILED);
        assertThat(later.next(lost).next().state()).isEqualTo(SessionState.WAITING);
    }

    private static Step ended(SessionState state, Tries tries, Verdict verdict) {
        return new Lifecycle(state, 3, 7, false, true, tries, RULES).next(new Input.Ended(3, CAUSE, verdict));
    }

    private static Map<String, String> cells() {
        Map<String, String> cells = new LinkedHashMap<>();
        String budget = "";
        for (String line : TABLE.lines().toList()) {
            if (!line.startsWith(" ")) {
                budget = line;
                continue;
            }
            List<String> sides =
                    Stream.of(line.split("->", -1)).map(String::strip).toList();
            assertThat(cells.put(budget + " + " + sides.get(0), sides.get(1))).isNull();
        }
        return cells;
    }
}
