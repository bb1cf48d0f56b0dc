package dev.mooring.tyrus.core;

import jakarta.websocket.Extension;
import org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension;

/** Tyrus's permessage-deflate, which is an artifact of its own and need not be there. */
final class Deflate {

    private Deflate() {}

    static Extension extension() {
        try {
            return new PerMessageDeflateExtension();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "compression(true) needs org.glassfish.tyrus:tyrus-extension-deflate on the class path", e);
        }
    }
}
