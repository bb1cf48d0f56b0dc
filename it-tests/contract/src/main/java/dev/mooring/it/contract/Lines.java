package dev.mooring.it.contract;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes a line for each test that has ended, and for whatever else has failed: how, its name, and what was thrown, in
 * Base64; tabs between.
 */
final class Lines implements TestExecutionListener {

    /** Follows the last line, so that one that ended early is noticed. */
    static final String END = "END";

    private static final int ENGINE_AND_CLASS = 2;

    private final PrintWriter out;
    private TestPlan plan;

    @SuppressWarnings("NullAway.Init") // JUnit hands the plan over before anything else
    Lines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        line("ABORTED", test, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            line(
                    result.getStatus().name(),
                    test,
                    result.getThrowable().map(Lines::trace).orElse(""));
        }
    }

    private void line(String status, TestIdentifier test, String detail) {
        out.println(status + "\t" + name(test) + "\t"
                + Base64.getEncoder().encodeToString(detail.getBytes(StandardCharsets.UTF_8)));
        out.flush();
    }

    private String name(TestIdentifier test) {
        Deque<String> names = new ArrayDeque<>();
        for (Optional<TestIdentifier> each = Optional.of(test); each.isPresent(); each = plan.getParent(each.get())) {
            names.addFirst(each.get().getDisplayName());
        }
        String own = String.join(" ", names.stream().skip(ENGINE_AND_CLASS).toList());
        return own.isEmpty() ? "the class" : own.replaceAll("\\p{Cntrl}", " ");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
