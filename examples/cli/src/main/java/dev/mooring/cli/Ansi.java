package dev.mooring.cli;

/** The few colours we use; all of them nothing when colours are not welcome. */
public enum Ansi {
    /** Something broke. */
    RED("31"),
    /** All is well. */
    GREEN("32"),
    /** On the way. */
    YELLOW("33"),
    /** What we did on purpose. */
    CYAN("36"),
    /** Of less interest. */
    DIM("2"),
    /** A heading. */
    BOLD("1");

    private final String code;

    Ansi(String code) {
        this.code = code;
    }

    /** The text in this colour, or as it is. */
    public String paint(boolean colour, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
