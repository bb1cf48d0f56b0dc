package dev.mooring.server.testing;

/**
 * How much of the hostile input and load a run brings. The build has time for little of it; {@code mvn verify -pl server -am
 * -Pproof} brings all, with the same tests.
 */
public final class Proof {

    private static final boolean WHOLE = Boolean.getBoolean("mooring.test.proof");

    private Proof() {}

    /** Whether this is the long run. */
    public static boolean isWhole() {
        return WHOLE;
    }

    /** One number for the build, another for the long run. */
    public static int scaled(int inTheBuild, int whole) {
        return WHOLE ? whole : inTheBuild;
    }
}
