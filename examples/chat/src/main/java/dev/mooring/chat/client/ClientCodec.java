package dev.mooring.chat.client;

import dev.mooring.chat.Line;
import dev.mooring.websocket.JsonbCodec;

/** Lines as JSON. */
public final class ClientCodec extends JsonbCodec<Line> {

    /** Made by the container. */
    public ClientCodec() {}
}
