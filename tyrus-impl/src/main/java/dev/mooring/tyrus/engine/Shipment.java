package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.SendCompletion;
import jakarta.websocket.SendResult;

/** One message handed to one connection. A message that is replayed has another one: completions must not be mixed up. */
final class Shipment implements SendCompletion {

    private final ResumableSender sender;
    private final Carriage carriage;
    private final long bytes;

    Shipment(ResumableSender sender, Carriage carriage, long bytes) {
        this.sender = sender;
        this.carriage = carriage;
        this.bytes = bytes;
    }

    @Override
    public boolean isQuick() {
        return true;
    }

    @Override
    public void onResult(SendResult result) {
        sender.written(carriage, bytes, result.isOK() ? null : result.getException());
    }
}
