package dev.mooring.tyrus.lifecycle;

import java.util.List;
import java.util.stream.Collectors;

/** Transitions in the words of the tables: the next state, {@code ?} while the breaker is asked, then the effects. */
final class Wording {

    private Wording() {}

    static String of(Step step) {
        return of(step.next()) + of(step.effects());
    }

    static String of(Lifecycle lifecycle) {
        return lifecycle.state() + (lifecycle.asking() ? "?" : "");
    }

    private static String of(List<Effect> effects) {
        return effects.isEmpty() ? "" : effects.stream().map(Wording::of).collect(Collectors.joining(", ", ": ", ""));
    }

    private static String of(Effect effect) {
        String name = effect.getClass().getSimpleName();
        if (effect instanceof Effect.Connect e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.CloseConnection e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.Abort e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.ScheduleRetry e) {
            return name + " " + e.timer();
        } else if (effect instanceof Effect.ScheduleSpread e) {
            return name + " " + e.timer();
        } else if (effect instanceof Effect.WatchStability e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.WatchClose e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.Attach e) {
            return name + " " + e.epoch();
        } else if (effect instanceof Effect.Detach e) {
            return name + " " + e.epoch();
        }
        return name;
    }
}
