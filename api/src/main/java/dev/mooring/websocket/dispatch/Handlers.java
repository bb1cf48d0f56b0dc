package dev.mooring.websocket.dispatch;

import jakarta.websocket.MessageHandler;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The handlers of a session at one moment, one for each kind of message. Immutable: changes make a copy. */
record Handlers(
        @Nullable Registration text,
        @Nullable Registration binary,
        @Nullable Registration pong) {

    static final Handlers NONE = new Handlers(null, null, null);

    /**
     * These and one more.
     *
     * @param opening the number of the connection whose {@code onOpen} runs now, 0 if none does
     * @throws IllegalStateException if the place is taken, and not by an earlier {@code onOpen}
     */
    Handlers with(Registration added, int opening) {
        Handlers next = this;
        for (MessageKind kind : added.kinds()) {
            Registration present = next.get(kind);
            if (present != null) {
                boolean fromEarlierOpening = present.bracket() > 0 && present.bracket() < opening;
                if (!fromEarlierOpening) {
                    throw new IllegalStateException("a session has at most one handler of " + kind + " messages: "
                            + present.name() + " is there, remove it before adding " + added.name());
                }
                next = next.without(present);
            }
            next = next.put(kind, added);
        }
        return next;
    }

    Handlers without(MessageHandler handler) {
        return new Handlers(unless(text, handler), unless(binary, handler), unless(pong, handler));
    }

    Set<MessageHandler> all() {
        Set<MessageHandler> all = new LinkedHashSet<>();
        Stream.of(MessageKind.values()).map(this::get).forEach(r -> {
            if (r != null) {
                all.add(r.handler());
            }
        });
        return Collections.unmodifiableSet(all);
    }

    @SuppressWarnings("ReferenceEquality") // this one, and none that is like it
    private Handlers without(Registration gone) {
        return new Handlers(text == gone ? null : text, binary == gone ? null : binary, pong == gone ? null : pong);
    }

    private static @Nullable Registration unless(@Nullable Registration registration, MessageHandler handler) {
        return registration != null && registration.handler().equals(handler) ? null : registration;
    }

    private @Nullable Registration get(MessageKind kind) {
        return switch (kind) {
            case TEXT -> text;
            case BINARY -> binary;
            case PONG -> pong;
        };
    }

    private Handlers put(MessageKind kind, Registration added) {
        return switch (kind) {
            case TEXT -> new Handlers(added, binary, pong);
            case BINARY -> new Handlers(text, added, pong);
            case PONG -> new Handlers(text, binary, added);
        };
    }
}
