package dev.mooring.websocket.dispatch;

import jakarta.websocket.PongMessage;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of messages there are; a session has at most one handler for each. */
enum MessageKind {
    TEXT,
    BINARY,
    PONG;

    @SuppressWarnings("ImmutableEnumChecker") // nobody can change what Set.of has made
    private final Set<MessageKind> alone = Set.of(this);

    /**
     * The kinds that a handler of whole messages of this type receives; empty if nothing can become this type. A type
     * that has decoders of text and of binary messages receives both.
     */
    static Set<MessageKind> ofWhole(Class<?> type, Collection<CodecType> decoders) {
        Set<MessageKind> kinds = EnumSet.noneOf(MessageKind.class);
        for (CodecType decoder : decoders) {
            if (type.isAssignableFrom(decoder.type())) {
                kinds.add(decoder.form().kind);
            }
        }
        if (type == String.class || type == Reader.class || Primitives.isWrapper(type)) {
            kinds.add(TEXT);
        } else if (type == byte[].class || type == ByteBuffer.class || type == InputStream.class) {
            kinds.add(BINARY);
        } else if (type == PongMessage.class) {
            kinds.add(PONG);
        }
        return kinds.size() == 1 ? only(kinds.iterator().next()) : kinds;
    }

    /** The kind that a handler of partial messages of this type receives; empty if there are no such parts. */
    static Set<MessageKind> ofPartial(Class<?> type) {
        if (type == String.class) {
            return only(TEXT);
        }
        return type == byte[].class || type == ByteBuffer.class ? only(BINARY) : Set.of();
    }

    /** Shared: every handler of every session has one of these. */
    private static Set<MessageKind> only(MessageKind kind) {
        return kind.alone;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
