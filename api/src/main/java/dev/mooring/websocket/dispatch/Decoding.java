package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import java.io.IOException;

/** Makes the object that a handler takes of a whole message. */
@FunctionalInterface
interface Decoding<S> {

    Object decode(S message) throws DecodeException, IOException;
}
