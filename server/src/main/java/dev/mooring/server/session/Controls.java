package dev.mooring.server.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The control frames one session has still to write. Not thread-safe: {@link Outgoing} holds its lock. */
final class Controls {

    private final Deque<Control> waiting = new ArrayDeque<>(1);

    void add(Control control) {
        waiting.add(control);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /**
     * Takes the next one out, if it is its turn. They go ahead of messages, but take turns with them: where each write is slow,
     * one more may always be due. A close frame goes behind all messages.
     */
    @Nullable Control poll(boolean messagesWait, boolean controlWasLast) {
        Control first = waiting.peek();
        boolean messageFirst =
                messagesWait && (controlWasLast || (first != null && first.kind() == Control.Kind.CLOSE));
        return messageFirst ? null : waiting.poll();
    }

    List<Control> all() {
        return List.copyOf(waiting);
    }
}
