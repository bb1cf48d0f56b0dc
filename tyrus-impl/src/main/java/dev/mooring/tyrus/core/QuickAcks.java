package dev.mooring.tyrus.core;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Linux from taking a connection for a conversation. It does so once something is written soon after something was read, and from
 * then on holds TCP's own acknowledgements back, to send them with what it expects to be written next. Who receives a stream
 * and writes but an acknowledgement or a pong now and then is in no conversation: the sender's kernel would keep more of what it has sent
 * already, and find the receiver asleep more often. So a socket is told to acknowledge at once, as before, after control frames.
 *
 * <p>Where the JDK does not know of this, on other systems or without its module {@code jdk.net}, nothing is done. Thread-safe.
 */
public final class QuickAcks {

    /** The option of a socket that does it, {@code null} where there is none. */
    public static final @Nullable SocketOption<Boolean> OPTION = find();

    private QuickAcks() {}

    /** Has the kernel acknowledge at once from now on, until something is written again. */
    public static void on(SocketChannel channel) {
        SocketOption<Boolean> option = OPTION;
        if (option != null) {
            try {
                channel.setOption(option, true);
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    /** It could not be done, which only costs speed: mostly the connection is at its end. */
    public static void failed(Exception cause) {
        System.getLogger(QuickAcks.class.getName())
                .log(System.Logger.Level.DEBUG, "TCP_QUICKACK could not be set", cause);
    }

    /** By its name, for a container may hide the class that has it. */
    @SuppressWarnings("unchecked") // its type is looked at
    private static @Nullable SocketOption<Boolean> find() {
        try (SocketChannel any = SocketChannel.open()) {
            for (SocketOption<?> each : any.supportedOptions()) {
                if (each.name().equals("TCP_QUICKACK") && each.type() == Boolean.class) {
                    return (SocketOption<Boolean>) each;
                }
            }
        } catch (IOException e) {
            failed(e);
        }
        return null;
    }
}
