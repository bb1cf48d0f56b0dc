package dev.mooring.websocket.dispatch;

/** A message handler with a limit of its own: the {@code maxMessageSize} of an annotated method. */
interface SizeLimited {

    /** The most bytes of a message, text as UTF-8; zero or less for no limit. */
    long maxMessageSize();
}
