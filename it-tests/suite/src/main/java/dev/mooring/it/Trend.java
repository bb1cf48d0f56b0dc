package dev.mooring.it;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a figure was after each round: servers keep some of what is gone for a while, so that it goes up and down. */
final class Trend {

    private final List<Long> values = new ArrayList<>();

    void add(long value) {
        values.add(value);
    }

    /** By how much the least of the last quarter is above the most of the first; what grows with the rounds is far above it. */
    long growth() {
        int quarter = Math.max(1, values.size() / 4);
        long first = Collections.max(values.subList(0, quarter));
        long last = Collections.min(values.subList(values.size() - quarter, values.size()));
        return last - first;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
