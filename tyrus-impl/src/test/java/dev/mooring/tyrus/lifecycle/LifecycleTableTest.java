package dev.mooring.tyrus.lifecycle;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Failure;
import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.RetryPolicy;
import dev.mooring.websocket.SessionState;
import dev.mooring.websocket.Verdict;
import jakarta.websocket.CloseReason;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every state crossed with every input. A block of the table is a situation, a line says what follows one or several
 * inputs: the next state, {@code ?} while the breaker is asked, and the effects in order. In all situations the present
 * connection or attempt is number 3 and the present wait number 7, so 2 and 6 are old ones. What is not in the table fails.
 */
class LifecycleTableTest {

    private static final String TABLE = """
            new
              Start                                       -> CONNECTING?: AskBreaker
              Permitted                                   -> CONNECTING: ReleasePermit
              Close                                       -> CLOSED: Announce, Finish
              InitialLimit                                -> FAILED: Announce, Finish
              Opened 3                                    -> CONNECTING: Abort 3
              Opened 2                                    -> CONNECTING: Abort 2
              Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | Reconnect | CloseOverdue 3 | CloseOverdue 2 -> CONNECTING
            new, asking
              Permitted                                   -> CONNECTING: Connect 1
              Denied                                      -> BLOCKED: Announce, AwaitCircuit
              Close                                       -> CLOSED?: Announce, Finish
              InitialLimit                                -> FAILED?: Announce, Finish
              Opened 3                                    -> CONNECTING?: Abort 3
              Opened 2                                    -> CONNECTING?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | Reconnect | CloseOverdue 3 | CloseOverdue 2 -> CONNECTING?
            connecting
              Opened 3                                    -> OPEN: RecordSuccess, Announce, Attach 3, WatchStability 3
              Ended 3                                     -> WAITING: RecordFailure, Rotate, Announce, ScheduleRetry 8
              Close                                       -> CLOSED: ReleasePermit, Abort 3, Announce, Finish
              InitialLimit                                -> FAILED: ReleasePermit, Abort 3, Announce, Finish
              Permitted                                   -> CONNECTING: ReleasePermit
              Opened 2                                    -> CONNECTING: Abort 2
              Start | Denied | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | CloseOverdue 3 | CloseOverdue 2           -> CONNECTING
            connecting, asking
              Permitted                                   -> CONNECTING: Connect 4
              Denied                                      -> BLOCKED: Announce, AwaitCircuit
              Close                                       -> CLOSED?: Announce, Finish
              InitialLimit                                -> FAILED?: Announce, Finish
              Opened 3                                    -> CONNECTING?: Abort 3
              Opened 2                                    -> CONNECTING?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | CloseOverdue 3 | CloseOverdue 2           -> CONNECTING?
            connecting again
              Opened 3                                    -> OPEN: RecordSuccess, Announce, Attach 3, WatchStability 3
              Ended 3                                     -> WAITING: RecordFailure, Rotate, Announce, ScheduleRetry 8
              Close                                       -> CLOSED: ReleasePermit, Abort 3, Announce, Finish
              Permitted                                   -> CONNECTING: ReleasePermit
              Opened 2                                    -> CONNECTING: Abort 2
              InitialLimit | Start | Denied | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | Reconnect | CloseOverdue 3 | CloseOverdue 2 -> CONNECTING
            open
              Ended 3                                     -> WAITING: Detach 3, Rotate, Announce, ScheduleRetry 8
              Stable 3                                    -> OPEN
              Close                                       -> CLOSING: Announce, CloseConnection 3, WatchClose 3
              Reconnect                                   -> CONNECTING?: Detach 3, Abort 3, Announce, AskBreaker
              Permitted                                   -> OPEN: ReleasePermit
              Opened 2                                    -> OPEN: Abort 2
              Start | Denied | Opened 3 | Ended 2 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | CloseOverdue 3 | CloseOverdue 2 | InitialLimit -> OPEN
            waiting
              RetryDue 7                                  -> WAITING?: AskBreaker
              Reconnect                                   -> WAITING?: CancelRetry, AskBreaker
              Close                                       -> CLOSED: CancelRetry, Announce, Finish
              InitialLimit                                -> FAILED: CancelRetry, Announce, Finish
              Permitted                                   -> WAITING: ReleasePermit
              Opened 3                                    -> WAITING: Abort 3
              Opened 2                                    -> WAITING: Abort 2
              Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 6 | CircuitReleased \
              | CloseOverdue 3 | CloseOverdue 2           -> WAITING
            waiting, asking
              Permitted                                   -> CONNECTING: Announce, Connect 4
              Denied                                      -> BLOCKED: Announce, AwaitCircuit
              Close                                       -> CLOSED?: CancelRetry, Announce, Finish
              InitialLimit                                -> FAILED?: CancelRetry, Announce, Finish
              Opened 3                                    -> WAITING?: Abort 3
              Opened 2                                    -> WAITING?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | CloseOverdue 3 | CloseOverdue 2           -> WAITING?
            waiting again
              RetryDue 7                                  -> WAITING?: AskBreaker
              Reconnect                                   -> WAITING?: CancelRetry, AskBreaker
              Close                                       -> CLOSED: CancelRetry, Announce, Finish
              Permitted                                   -> WAITING: ReleasePermit
              Opened 3                                    -> WAITING: Abort 3
              Opened 2                                    -> WAITING: Abort 2
              InitialLimit | Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 6 | CircuitReleased \
              | CloseOverdue 3 | CloseOverdue 2           -> WAITING
            blocked
              CircuitReleased                             -> WAITING: Announce, ScheduleSpread 8
              Reconnect                                   -> BLOCKED?: AskBreaker
              Close                                       -> CLOSED: Announce, Finish
              InitialLimit                                -> FAILED: Announce, Finish
              Permitted                                   -> BLOCKED: ReleasePermit
              Opened 3                                    -> BLOCKED: Abort 3
              Opened 2                                    -> BLOCKED: Abort 2
              Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CloseOverdue 3 \
              | CloseOverdue 2                            -> BLOCKED
            blocked, asking
              Permitted                                   -> CONNECTING: Announce, Connect 4
              Denied                                      -> BLOCKED: AwaitCircuit
              Close                                       -> CLOSED?: Announce, Finish
              InitialLimit                                -> FAILED?: Announce, Finish
              Opened 3                                    -> BLOCKED?: Abort 3
              Opened 2                                    -> BLOCKED?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | CloseOverdue 3 | CloseOverdue 2           -> BLOCKED?
            blocked again
              CircuitReleased                             -> WAITING: Announce, ScheduleSpread 8
              Reconnect                                   -> BLOCKED?: AskBreaker
              Close                                       -> CLOSED: Announce, Finish
              Permitted                                   -> BLOCKED: ReleasePermit
              Opened 3                                    -> BLOCKED: Abort 3
              Opened 2                                    -> BLOCKED: Abort 2
              InitialLimit | Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 \
              | CloseOverdue 3 | CloseOverdue 2           -> BLOCKED
            closing
              Ended 3                                     -> CLOSED: Detach 3, Announce, Finish
              CloseOverdue 3                              -> CLOSED: Detach 3, Abort 3, Announce, Finish
              Permitted                                   -> CLOSING: ReleasePermit
              Opened 3                                    -> CLOSING: Abort 3
              Opened 2                                    -> CLOSING: Abort 2
              Start | Denied | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | Close | CloseOverdue 2 | InitialLimit     -> CLOSING
            closed
              Permitted                                   -> CLOSED: ReleasePermit
              Opened 3                                    -> CLOSED: Abort 3
              Opened 2                                    -> CLOSED: Abort 2
              Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | Reconnect | Close | CloseOverdue 3 | CloseOverdue 2 | InitialLimit -> CLOSED
            closed, asking
              Permitted                                   -> CLOSED: ReleasePermit
              Denied                                      -> CLOSED
              Opened 3                                    -> CLOSED?: Abort 3
              Opened 2                                    -> CLOSED?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | Close | CloseOverdue 3 | CloseOverdue 2 | InitialLimit -> CLOSED?
            failed
              Permitted                                   -> FAILED: ReleasePermit
              Opened 3                                    -> FAILED: Abort 3
              Opened 2                                    -> FAILED: Abort 2
              Start | Denied | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased \
              | Reconnect | Close | CloseOverdue 3 | CloseOverdue 2 | InitialLimit -> FAILED
            failed, asking
              Permitted                                   -> FAILED: ReleasePermit
              Denied                                      -> FAILED
              Opened 3                                    -> FAILED?: Abort 3
              Opened 2                                    -> FAILED?: Abort 2
              Start | Ended 3 | Ended 2 | Stable 3 | Stable 2 | RetryDue 7 | RetryDue 6 | CircuitReleased | Reconnect \
              | Close | CloseOverdue 3 | CloseOverdue 2 | InitialLimit -> FAILED?
            """;

    private static final RetryRules RULES = new RetryRules(RetryPolicy.defaults(), InitialConnect.retry());
    private static final ConnectionException CAUSE =
            new ConnectionException(Failure.of(Failure.Kind.LOST, "lost", null));

    private static final Map<String, Lifecycle> SITUATIONS = situations();
    private static final Map<String, Input> INPUTS = inputs();

    @TestFactory
    Stream<DynamicTest> everyInputInEverySituationDoesWhatTheTableSays() {
        return cells().entrySet().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.getKey(), () -> {
                    String[] names = cell.getKey().split(" \\+ ", -1);
                    Lifecycle before = requireNonNull(SITUATIONS.get(names[0]), names[0]);
                    Input input = requireNonNull(INPUTS.get(names[1]), names[1]);
                    Step step = before.next(input);
                    assertThat(Wording.of(step)).isEqualTo(cell.getValue());
                    step.effects().stream()
                            .filter(Effect.Announce.class::isInstance)
                            .map(Effect.Announce.class::cast)
                            .forEach(change -> {
                                assertThat(change.from()).isEqualTo(before.state());
                                assertThat(change.to()).isEqualTo(step.next().state());
                            });
                }));
    }

    @Test
    void noCellIsMissing() {
        Set<String> wanted = SITUATIONS.keySet().stream()
                .flatMap(situation -> INPUTS.keySet().stream().map(input -> situation + " + " + input))
                .collect(toCollection(TreeSet::new));
        assertThat(new TreeSet<>(cells().keySet())).isEqualTo(wanted);
    }

    @Test
    void everyStateHasASituation() {
        assertThat(SITUATIONS.values().stream().map(Lifecycle::state).collect(toSet()))
                .containsExactlyInAnyOrder(SessionState.values());
    }

    @Test
    void everyInputIsTriedAndNumberedOnesWithAnOldNumberToo() {
        for (Class<?> type : Input.class.getPermittedSubclasses()) {
            boolean numbered = Arrays.stream(type.getRecordComponents())
                    .anyMatch(part ->
                            part.getName().equals("epoch") || part.getName().equals("timer"));
            assertThat(INPUTS.values().stream().filter(type::isInstance))
                    .as(type.getSimpleName())
                    .hasSize(numbered ? 2 : 1);
        }
    }

    @Test
    void aStableConnectionLetsTheCountingBeginAnew() {
        Lifecycle open = new Lifecycle(SessionState.OPEN, 3, 7, false, true, new Tries(6, 5, 0, true), RULES);
        assertThat(open.next(new Input.Stable(2)).next().tries()).isEqualTo(open.tries());
        assertThat(open.next(new Input.Stable(3)).next().tries()).isEqualTo(Tries.NONE);
    }

    @Test
    void askingForANewConnectionLetsTheCountingBeginAnew() {
        for (SessionState state : List.of(SessionState.OPEN, SessionState.WAITING, SessionState.BLOCKED)) {
            Lifecycle tired = new Lifecycle(state, 3, 7, false, true, new Tries(6, 5, 0, true), RULES);
            assertThat(tired.next(new Input.Reconnect()).next().tries())
                    .as("%s", state)
                    .isEqualTo(Tries.NONE);
        }
    }

    private static Map<String, Lifecycle> situations() {
        Map<String, Lifecycle> all = new LinkedHashMap<>();
        all.put("new", Lifecycle.fresh(RULES));
        all.put("new, asking", new Lifecycle(SessionState.CONNECTING, 0, 0, true, false, Tries.NONE, RULES));
        for (SessionState state : SessionState.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            boolean hasBeenOpen = state == SessionState.OPEN || state == SessionState.CLOSING || state.isFinal();
            all.put(name, situation(state, false, hasBeenOpen));
            if (state != SessionState.OPEN && state != SessionState.CLOSING) {
                all.put(name + ", asking", situation(state, true, hasBeenOpen));
            }
            if (!hasBeenOpen) {
                all.put(name + " again", situation(state, false, true));
            }
        }
        return all;
    }

    private static Lifecycle situation(SessionState state, boolean asking, boolean everOpened) {
        return new Lifecycle(state, 3, 7, asking, everOpened, new Tries(3, 2, 0, false), RULES);
    }

    private static Map<String, Input> inputs() {
        Map<String, Input> all = new LinkedHashMap<>();
        all.put("Start", new Input.Start());
        all.put("Permitted", new Input.Permitted());
        all.put("Denied", new Input.Denied());
        for (long epoch : new long[] {2, 3}) {
            all.put("Opened " + epoch, new Input.Opened(epoch));
            all.put("Ended " + epoch, new Input.Ended(epoch, CAUSE, Verdict.retry()));
            all.put("Stable " + epoch, new Input.Stable(epoch));
            all.put("CloseOverdue " + epoch, new Input.CloseOverdue(epoch));
        }
        all.put("RetryDue 6", new Input.RetryDue(6));
        all.put("RetryDue 7", new Input.RetryDue(7));
        all.put("CircuitReleased", new Input.CircuitReleased());
        all.put("Reconnect", new Input.Reconnect());
        all.put("Close", new Input.Close(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "")));
        all.put("InitialLimit", new Input.InitialLimit(CAUSE));
        return all;
    }

    /** The table's cells: "situation + input" to the outcome. A cell that is there twice fails. */
    private static Map<String, String> cells() {
        Map<String, String> cells = new LinkedHashMap<>();
        String situation = "";
        for (String line : TABLE.lines().toList()) {
            if (!line.startsWith(" ")) {
                situation = line;
                continue;
            }
            String[] sides = line.split("->", -1);
            for (String input : sides[0].split("\\|", -1)) {
                String cell = situation + " + " + input.strip();
                assertThat(cells.put(cell, sides[1].strip()))
                        .as("twice: " + cell)
                        .isNull();
            }
        }
        return cells;
    }
}
