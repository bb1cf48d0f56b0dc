package dev.mooring.server.session;

import jakarta.websocket.EncodeException;
import jakarta.websocket.RemoteEndpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Queues and waits until it is written, at most the send timeout. A message sent in parts, or through a stream, is
 * collected and goes out whole: the parts of several messages can then not mix, whoever sends.
 */
final class BasicRemote extends Remote implements RemoteEndpoint.Basic {

    private @Nullable StringBuilder textParts;
    private @Nullable ByteArrayOutputStream binaryParts;

    BasicRemote(SessionView session) {
        super(session);
    }

    @Override
    public void sendText(String text) throws IOException {
        await(session.write(text(text)));
    }

    @Override
    public void sendBinary(ByteBuffer data) throws IOException {
        await(session.write(binary(data)));
        data.position(data.limit()); // what has been read is a view of it
    }

    @Override
    public void sendObject(Object message) throws IOException, EncodeException {
        await(session.write(object(given("message", message))));
    }

    @Override
    public void sendText(String part, boolean last) throws IOException {
        StringBuilder all = textParts == null ? new StringBuilder() : textParts;
        all.append(given("part", part));
        textParts = last ? null : all;
        if (last) {
            sendText(all.toString());
        }
    }

    @Override
    public void sendBinary(ByteBuffer part, boolean last) throws IOException {
        ByteArrayOutputStream all = binaryParts == null ? new ByteArrayOutputStream() : binaryParts;
        byte[] bytes = new byte[given("part", part).remaining()];
        part.get(bytes);
        all.write(bytes);
        binaryParts = last ? null : all;
        if (last) {
            sendBinary(ByteBuffer.wrap(all.toByteArray()));
        }
    }

    /** Even an empty write is one, and sends a message; without any there is none. */
    @Override
    public OutputStream getSendStream() {
        return new ByteArrayOutputStream() {
            private boolean written;
            private boolean closed;

            @Override
            public synchronized void write(int value) {
                written = true;
                super.write(value);
            }

            @Override
            public synchronized void write(byte[] source, int offset, int length) {
                written = true;
                super.write(source, offset, length);
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    if (written) {
                        sendBinary(ByteBuffer.wrap(toByteArray()));
                    }
                }
            }
        };
    }

    /** Likewise. */
    @Override
    public Writer getSendWriter() {
        return new Writer() {
            private final StringBuilder text = new StringBuilder();
            private boolean written;
            private boolean closed;

            @Override
            public void write(char[] source, int offset, int length) { // whatever is called comes here
                written = true;
                text.append(source, offset, length);
            }

            @Override
            public void flush() {
                // the message goes out whole
            }

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    if (written) {
                        sendText(text.toString());
                    }
                }
            }
        };
    }
}
