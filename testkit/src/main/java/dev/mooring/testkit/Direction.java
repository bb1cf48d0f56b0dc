package dev.mooring.testkit;

/** Which way bytes travel through a {@link FaultProxy}. */
public enum Direction {
    /** What the client sends and the server reads. */
    TO_SERVER,
    /** What the server sends and the client reads. */
    TO_CLIENT,
    /** Either of them. */
    BOTH;

    boolean includes(Direction one) {
        return this == BOTH || this == one;
    }
}
