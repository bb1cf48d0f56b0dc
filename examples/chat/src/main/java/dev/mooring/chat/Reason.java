package dev.mooring.chat;

/** Why something failed, for people. */
public final class Reason {

    private Reason() {}

    /** The message of a failure, or its type when it has none, as that of a timeout. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
