package dev.mooring.cli;

import java.util.logging.LogManager;

/** Standard error belongs to the events of the session. */
final class Logs {

    private Logs() {}

    /** Takes the console handler away, unless the user configured logging with a file of their own. */
    static void silence() {
        if (System.getProperty("java.util.logging.config.file") == null) {
            LogManager.getLogManager().reset();
        }
    }
}
