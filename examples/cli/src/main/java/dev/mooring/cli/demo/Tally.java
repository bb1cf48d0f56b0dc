package dev.mooring.cli.demo;

import static dev.mooring.cli.Durations.show;

import dev.mooring.cli.Ansi;
import java.util.List;

/** The table at the end. */
final class Tally {

    private Tally() {}

    static void print(Narrator narrator, List<Outcome> outcomes, int reconnects, Stream.Figures figures) {
        narrator.line("");
        narrator.heading(String.format("%-42s %12s %12s", "Fault", "detected in", "recovered in"));
        for (Outcome outcome : outcomes) {
            narrator.line(
                    String.format("%-42s %12s %12s", outcome.fault(), show(outcome.detect()), show(outcome.recover())));
        }
        narrator.line("");
        row(narrator, "Faults", outcomes.size(), "");
        row(narrator, "Reconnects", reconnects, "by one session that the application never had to replace");
        row(narrator, "Lines sent", figures.sent(), "at a steady rate, whatever the connection did");
        row(
                narrator,
                "  in the outbox",
                figures.parked(),
                "while there was no connection; " + figures.parkedLost() + " of them lost");
        row(narrator, "Received back", figures.received(), "");
        int unreported = Math.max(0, figures.lost() - figures.reported());
        row(narrator, "Lost", figures.lost(), lost(figures.reported(), unreported));
        row(narrator, "Repeated", figures.repeated(), "");
        row(narrator, "Out of order", figures.outOfOrder(), "");
        if (figures.lost() > 0) {
            narrator.line("");
            narrator.line(narrator.paint(
                    Ansi.DIM,
                    "Best-effort delivery: a line that was already written when its connection broke, or whose echo was"
                            + "\non its way back, is gone with the connection."));
        }
    }

    private static String lost(int reported, int unreported) {
        if (reported + unreported == 0) {
            return "";
        }
        return unreported + " on their way when a connection broke, " + reported + " reported as not sent";
    }

    private static void row(Narrator narrator, String name, int value, String remark) {
        String figure = String.format("%-15s %7d", name, value);
        narrator.line(remark.isEmpty() ? figure : figure + "   " + narrator.paint(Ansi.DIM, remark));
    }
}
