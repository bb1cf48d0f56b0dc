package dev.mooring.server.session;

import jakarta.websocket.Session;

/** Tells the container our message size, for what it buffers before it hands anything over. */
final class BufferSizes {

    private BufferSizes() {}

    /** Lowers the container's limits, and never raises them: some allocate as much for every session. */
    static void limit(Session raw, int bytes) {
        if (isAbove(raw.getMaxTextMessageBufferSize(), bytes)) {
            raw.setMaxTextMessageBufferSize(bytes);
        }
        if (isAbove(raw.getMaxBinaryMessageBufferSize(), bytes)) {
            raw.setMaxBinaryMessageBufferSize(bytes);
        }
    }

    /** Zero or less is how Undertow says: no limit. */
    private static boolean isAbove(int present, int bytes) {
        return present <= 0 || present > bytes;
    }
}
