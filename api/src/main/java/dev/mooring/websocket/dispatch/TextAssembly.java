package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import org.jspecify.annotations.Nullable;

/** Text messages on their way. */
final class TextAssembly extends Assembly<String, String> {

    private @Nullable StringBuilder text;

    TextAssembly(MessageDispatcher.Owner owner) {
        super(MessageKind.TEXT, owner);
    }

    @Override
    int ownersLimit(MessageDispatcher.Owner of) {
        return of.maxTextMessageSize();
    }

    @Override
    boolean surelyWithin(String part, long limit) {
        return part.length() <= limit / 3; // no char is more than three bytes
    }

    @Override
    long size(String part) {
        return Utf8.length(part);
    }

    @Override
    String own(String message) {
        return message;
    }

    @Override
    void append(String part) {
        if (text == null) {
            text = new StringBuilder(part.length() * 2);
        }
        text.append(part);
    }

    @Override
    String take() {
        String whole = text == null ? "" : text.toString();
        text = null;
        return whole;
    }

    @Override
    void clear() {
        text = null;
    }

    @Override
    void deliver(Registration handler, String message) throws DecodeException {
        handler.whole(message);
    }

    @Override
    void deliverPart(Registration handler, String part, boolean last) {
        handler.part(part, last);
    }
}
