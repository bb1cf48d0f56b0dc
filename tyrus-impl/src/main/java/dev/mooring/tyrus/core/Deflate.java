package dev.mooring.tyrus.core;

import jakarta.websocket.Extension;
import java.util.function.IntSupplier;

/** Tyrus's permessage-deflate, which is an artifact of its own and need not be there. */
final class Deflate {

    private static final String OF_TYRUS = "org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension";

    private Deflate() {}

    /** For one connection, and frames that unfold to no more than the limit. */
    static Extension extension(IntSupplier limit) {
        try {
            return new BoundedDeflate(limit);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "compression(true) needs org.glassfish.tyrus:tyrus-extension-deflate on the class path", e);
        }
    }

    /** The same in the place of the one that an endpoint's configuration may name itself. */
    static Extension bounded(Extension named, IntSupplier limit) {
        return named.getClass().getName().equals(OF_TYRUS) ? extension(limit) : named;
    }
}
