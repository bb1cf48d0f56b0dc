package dev.mooring.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The faults of connections that have not come yet. Belongs to the loop's thread. */
final class Plan {
    private final List<Fault> forAll = new ArrayList<>();
    private final Map<Integer, List<Fault>> byNumber = new HashMap<>();
    // Volatile for toString only.
    private volatile @Nullable FaultSchedule schedule;

    void add(Fault fault) {
        forAll.add(fault);
        forgetHealed(forAll);
    }

    void add(int number, Fault fault) {
        byNumber.computeIfAbsent(number, any -> new ArrayList<>()).add(fault);
    }

    void follow(FaultSchedule newSchedule) {
        schedule = newSchedule;
    }

    void clear() {
        forAll.clear();
        byNumber.clear();
        schedule = null;
    }

    /** The faults of the connection that has just come: those of all, then the schedule's, then its own. */
    List<Fault> take(int number) {
        List<Fault> faults = new ArrayList<>(forAll);
        FaultSchedule current = schedule;
        if (current != null) {
            faults.addAll(current.faults(number));
        }
        List<Fault> own = byNumber.remove(number);
        if (own != null) {
            faults.addAll(own);
        }
        forgetHealed(faults);
        return faults;
    }

    /** Faults before a healing never happen, whereas a reset would happen before it could be healed. */
    private static void forgetHealed(List<Fault> faults) {
        faults.subList(0, faults.lastIndexOf(new Fault.Heal()) + 1).clear();
    }

    @Override
    public String toString() {
        return schedule == null ? "" : ", " + schedule;
    }
}
