package dev.mooring.testkit;

import java.io.Serial;

/** Tells, in the stack trace of a failed test, how to make its faults happen again. */
final class FaultScheduleHint extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    FaultScheduleHint(FaultSchedule schedule, FaultProxy proxy) {
        super(message(schedule, proxy), null, false, false);
    }

    private static String message(FaultSchedule schedule, FaultProxy proxy) {
        StringBuilder text = new StringBuilder(
                "the faults came from " + schedule + ", repeat them with -D" + FaultSchedule.SEED_PROPERTY + "="
                        + schedule.seed() + " or FaultSchedule.seeded(" + schedule.seed() + "L)");
        for (ConnectionStats connection : proxy.connections()) {
            text.append("\n  ")
                    .append(schedule.faults(connection.number()))
                    .append(" on ")
                    .append(connection);
        }
        return text.toString();
    }
}
