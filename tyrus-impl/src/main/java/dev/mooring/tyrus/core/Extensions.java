package dev.mooring.tyrus.core;

import jakarta.websocket.Extension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.core.ProtocolHandler;
import org.glassfish.tyrus.core.WebSocketException;
import org.glassfish.tyrus.core.extension.ExtendedExtension;
import org.glassfish.tyrus.core.extension.ExtendedExtension.ExtensionContext;
import org.glassfish.tyrus.core.frame.Frame;

/** The extensions that both sides of one connection have agreed on, and what they keep of it. */
final class Extensions {

    private static final System.Logger LOG = System.getLogger(Extensions.class.getName());
    private static final Extensions NONE = new Extensions(List.of());

    private final List<Extension> agreed;
    private final Map<String, Object> properties = new HashMap<>();
    private final ExtensionContext context = () -> properties;

    private Extensions(List<Extension> agreed) {
        this.agreed = agreed;
    }

    /** Those of ours that the server named, in its order. */
    static Extensions agreed(List<Extension> ours, List<Extension> named) {
        if (named.isEmpty() || ours.isEmpty()) {
            return NONE;
        }
        Map<String, Extension> offered = new HashMap<>();
        ours.forEach(extension -> offered.put(extension.getName(), extension));
        Extensions extensions = new Extensions(new ArrayList<>());
        for (Extension answer : named) {
            Extension present = offered.remove(answer.getName()); // once
            if (present instanceof ExtendedExtension active) {
                active.onHandshakeResponse(extensions.context, answer.getParameters());
            }
            if (present != null) {
                extensions.agreed.add(present);
            }
        }
        return extensions;
    }

    List<Extension> list() {
        return agreed;
    }

    /**
     * How long a frame may be where messages may be so long: longer where they change what is in it, as what does not shrink when it
     * is compressed grows. By an eighth or so at worst; that is zlib's own bound, for one with little memory.
     */
    static IntSupplier longestFrame(boolean changed, IntSupplier limit) {
        return changed
                ? () -> {
                    long most = limit.getAsInt();
                    return (int) Math.min(Integer.MAX_VALUE, most + (most >> 3) + (most >> 6) + 64);
                }
                : limit;
    }

    /** What Tyrus sends goes through them. */
    void install(ProtocolHandler protocol) {
        if (!agreed.isEmpty()) {
            protocol.setExtensions(agreed);
            protocol.setExtensionContext(context);
        }
    }

    /** A frame that was read, as they leave it. One that fails leaves it as it is, which Tyrus then refuses. */
    Frame incoming(Frame frame) {
        Frame result = frame;
        for (Extension extension : agreed) {
            if (extension instanceof ExtendedExtension active) {
                try {
                    result = active.processIncoming(context, result);
                } catch (WebSocketException e) {
                    throw e; // which says why the connection has to end
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the extension " + extension.getName() + " failed", e);
                }
            }
        }
        return result;
    }

    /** The connection is gone, and Tyrus does not tell them. */
    void end() {
        for (Extension extension : agreed) {
            if (extension instanceof ExtendedExtension active) {
                try {
                    active.destroy(context);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the extension " + extension.getName() + " failed", e);
                }
            }
        }
    }
}
