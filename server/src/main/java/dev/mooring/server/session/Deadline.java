package dev.mooring.server.session;

import jakarta.websocket.CloseReason;

/** When a session ends unless something happens, and why. */
record Deadline(long at, CloseReason reason, boolean isFirstMessage) {

    boolean isPast(long now) {
        return now - at >= 0;
    }
}
