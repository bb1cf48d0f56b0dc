package dev.mooring.websocket.dispatch;

/** Where an argument of an endpoint method comes from. */
sealed interface Argument {

    /** What the call is about: message, close reason, failure, event. Known at each call. */
    record Subject() implements Argument {}

    /** Whether this is the last part of the message. Known at each call. */
    record Last() implements Argument {}

    /** The session. Known once and for all. */
    record OfSession(Class<?> type) implements Argument {}

    /** Something that a resolver knows. Known once and for all. */
    record Resolved(ParameterResolver.Source source) implements Argument {}
}
