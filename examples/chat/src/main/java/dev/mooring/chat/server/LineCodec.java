package dev.mooring.chat.server;

import dev.mooring.chat.Line;
import dev.mooring.server.json.GuardedJsonbCodec;

/** Lines of strangers: their JSON is checked before it is read. */
public final class LineCodec extends GuardedJsonbCodec<Line> {

    /** Made by the container. */
    public LineCodec() {}
}
