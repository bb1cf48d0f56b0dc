package dev.mooring.websocket.dispatch;

import jakarta.websocket.CloseReason;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The message handlers of one session, and the delivery to them. Whole and partial messages reach handlers of either,
 * assembled where needed; a message for which there is no handler is dropped.
 *
 * <p>Handlers belong to the session and survive its connections. Yet an ordinary endpoint adds its handlers in every
 * {@code onOpen}. So what is added between {@link #connectionOpening()} and {@link #connectionOpened()} takes the place of
 * a handler that was added there at an earlier connection; any other handler has to be removed first.
 *
 * <p>Handlers may be added and removed at any time on any thread. The owner calls everything else one at a time: deliveries,
 * {@code connectionOpening} and {@code connectionOpened}.
 */
public final class MessageDispatcher {

    /** Whose handlers these are: the session. Its methods are called during deliveries, by the same thread. */
    public interface Owner {

        /**
         * The most bytes of a text message that is handed over whole, counted as UTF-8; zero or less for no limit. Asked
         * for at every message.
         */
        int maxTextMessageSize();

        /** The most bytes of a binary message that is handed over whole; zero or less for no limit. */
        int maxBinaryMessageSize();

        /**
         * A message could not be decoded (a {@link jakarta.websocket.DecodeException}), or its handler threw this. That
         * message is skipped, the session goes on.
         */
        void error(Throwable failure);

        /**
         * The peer sent a message over the limit: the owner closes the connection with this reason, 1009. Nothing more is
         * delivered before the next {@link #connectionOpening()}.
         */
        void violation(CloseReason reason);
    }

    private static final System.Logger LOG = System.getLogger(MessageDispatcher.class.getName());

    private final Decoders decoders;
    private final Owner owner;
    private final TextAssembly text;
    private final BinaryAssembly binary;
    private final Object lock = new Object();
    private volatile Handlers handlers = Handlers.NONE;
    private int connections; // both guarded by the lock
    private boolean opening;
    private boolean violated; // these two confined to deliveries
    private boolean deaf;

    /** A dispatcher without handlers. The decoders remain the owner's, who destroys them. */
    public MessageDispatcher(Decoders decoders, Owner owner) {
        this.decoders = decoders;
        this.owner = owner;
        this.text = new TextAssembly(owner);
        this.binary = new BinaryAssembly(owner);
    }

    /**
     * Adds a handler that implements {@code Whole} or {@code Partial} with a class in place of the type parameter, directly
     * or through its supertypes.
     *
     * @throws IllegalArgumentException if that type is not to be found, as for a lambda, or has no decoder
     * @throws IllegalStateException if there is a handler for this kind of message already
     */
    public void add(MessageHandler handler) {
        synchronized (lock) {
            List<Registration> added = new ArrayList<>();
            if (handler instanceof MessageHandler.Whole<?> whole) {
                Class<?> type = typeArgument(whole, MessageHandler.Whole.class);
                added.add(Registration.whole(whole, type, decoders, bracket()));
            }
            if (handler instanceof MessageHandler.Partial<?> partial) {
                Class<?> type = typeArgument(partial, MessageHandler.Partial.class);
                added.add(Registration.partial(partial, type, bracket()));
            }
            if (added.isEmpty()) {
                throw new IllegalArgumentException(handler.getClass().getName()
                        + " is neither a MessageHandler.Whole nor a MessageHandler.Partial");
            }
            add(added);
        }
    }

    /**
     * Adds a handler of whole messages of this type: {@code String}, {@code Reader}, a primitive's wrapper, {@code byte[]},
     * {@code ByteBuffer}, {@code InputStream}, {@code PongMessage}, or a type that has a decoder. Arrays and buffers are the
     * handler's to keep. The size of a message is limited by the owner.
     *
     * @throws IllegalArgumentException if the type has no decoder
     * @throws IllegalStateException if there is a handler for this kind of message already
     */
    public <T> void add(Class<T> type, MessageHandler.Whole<T> handler) {
        synchronized (lock) {
            add(List.of(Registration.whole(handler, type, decoders, bracket())));
        }
    }

    /**
     * Adds a handler of messages in parts as they arrive: {@code String}, {@code byte[]} or {@code ByteBuffer}. A whole
     * message is one last part. Arrays and buffers are the handler's to keep. The owner's limit does not apply.
     *
     * @throws IllegalArgumentException if there are no parts of this type
     * @throws IllegalStateException if there is a handler for this kind of message already
     */
    public <T> void add(Class<T> type, MessageHandler.Partial<T> handler) {
        synchronized (lock) {
            add(List.of(Registration.partial(handler, type, bracket())));
        }
    }

    /** Takes a handler off; one that is not there is no error. A message that has begun still goes to it. */
    public void remove(MessageHandler handler) {
        synchronized (lock) {
            handlers = handlers.without(handler);
        }
    }

    /** The handlers at present: an unmodifiable snapshot. */
    public Set<MessageHandler> handlers() {
        return handlers.all();
    }

    /** A new connection is open and the user's {@code onOpen} is about to run. Parts of older messages are dropped. */
    public void connectionOpening() {
        text.reset();
        binary.reset();
        violated = false;
        deaf = false;
        synchronized (lock) {
            connections++;
            opening = true;
        }
    }

    /** The user's {@code onOpen} has returned, or thrown. */
    public void connectionOpened() {
        synchronized (lock) {
            opening = false;
        }
    }

    /**
     * Whether a message was over the limit, and its last part has come: what follows it is not delivered before the next {@link
     * #connectionOpening()}, so an owner that counts what was handled must not count it. Within deliveries.
     */
    public boolean isDeaf() {
        return deaf;
    }

    /** Delivers a text message, or a part of one. Throws nothing: failures go to the owner. */
    public void text(String part, boolean last) {
        if (violated) {
            ignore(last);
            return;
        }
        Registration handler = handlers.text();
        if (handler == null) {
            logUnhandled(MessageKind.TEXT);
        }
        if (!text.accept(handler, part, last)) {
            violated = true;
            ignore(last);
        }
    }

    /**
     * Delivers a binary message, or a part of one. The buffer's position stays as it is, and nothing refers to the buffer
     * once this returns.
     */
    public void binary(ByteBuffer part, boolean last) {
        if (violated) {
            ignore(last);
            return;
        }
        Registration handler = handlers.binary();
        if (handler == null) {
            logUnhandled(MessageKind.BINARY);
        }
        if (!binary.accept(handler, part, last)) {
            violated = true;
            ignore(last);
        }
    }

    /** A part of the message over the limit. */
    private void ignore(boolean last) {
        deaf |= last;
    }

    /** Delivers a pong, also in the midst of a message in parts. */
    public void pong(PongMessage message) {
        Registration handler = handlers.pong();
        if (handler == null || violated) {
            return; // pongs without a handler are usual: not worth a line
        }
        try {
            handler.pong(message);
        } catch (Throwable e) { // as for any other message
            owner.error(e);
        }
    }

    private void add(List<Registration> added) {
        Handlers next = handlers;
        for (Registration registration : added) {
            next = next.with(registration, bracket());
        }
        handlers = next;
    }

    private int bracket() {
        return opening ? connections : 0;
    }

    private static Class<?> typeArgument(MessageHandler handler, Class<?> contract) {
        @Nullable Class<?> type = TypeArguments.single(handler.getClass(), contract);
        if (type == null) {
            throw new IllegalArgumentException(
                    "the message type of " + handler.getClass().getName()
                            + " is not to be found (a lambda carries none): use addMessageHandler(Class, handler)");
        }
        return type;
    }

    private static void logUnhandled(MessageKind kind) {
        LOG.log(System.Logger.Level.DEBUG, "no handler for {0} messages: dropped", kind);
    }
}
