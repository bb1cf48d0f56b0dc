package dev.mooring.examples.quickstart;

import org.jspecify.annotations.Nullable;

/** A price as JSON-B reads and writes it. */
public final class Price {

    /** The pair of currencies. */
    public @Nullable String pair;

    /** What one costs in the other. */
    public double value;

    /** An empty price, for JSON-B. */
    public Price() {}

    /** A price. */
    public Price(String pair, double value) {
        this.pair = pair;
        this.value = value;
    }

    @Override
    public String toString() {
        return pair + " " + value;
    }
}
