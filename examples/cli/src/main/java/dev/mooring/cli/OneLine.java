package dev.mooring.cli;

import dev.mooring.websocket.Printable;

/** Says what went wrong in one line that is safe to print. */
public final class OneLine {

    private OneLine() {}

    /** The message of an exception, or its type when it has none. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank()
                ? failure.getClass().getSimpleName()
                : Printable.of(message.strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
