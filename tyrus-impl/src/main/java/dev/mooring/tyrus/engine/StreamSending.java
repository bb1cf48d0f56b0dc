package dev.mooring.tyrus.engine;

import dev.mooring.tyrus.transport.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends a stream as one message in chunks, one chunk ahead to know which is the last. */
final class StreamSending {

    private StreamSending() {}

    static CompletionStage<Void> begin(Driver driver, InputStream content, int chunkSize) {
        if (chunkSize < 1) {
            throw new IllegalArgumentException("chunk size must be at least 1 byte, but is " + chunkSize);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        driver.workshop().execute(() -> {
            try (content) {
                send(driver.sender(), content, chunkSize);
                done.complete(null);
            } catch (Throwable e) { // an Error of the stream's too: nobody else would tell
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static void send(Sender sender, InputStream content, int chunkSize) throws IOException {
        Connection connection = sender.beginExclusive();
        boolean begun = false;
        boolean through = false;
        try {
            boolean last = false;
            long bytes = 0;
            byte[] chunk = content.readNBytes(chunkSize);
            while (!last) {
                byte[] next = chunk.length < chunkSize ? new byte[0] : content.readNBytes(chunkSize);
                last = next.length == 0;
                begun = true;
                sender.writePart(connection, ByteBuffer.wrap(chunk), last);
                bytes += chunk.length;
                chunk = next;
            }
            through = true;
            sender.sentInParts(bytes);
        } finally {
            if (begun && !through) { // half a message is out, and nothing but its rest may follow
                sender.dock().broken(connection);
                connection.abort();
            }
            sender.endExclusive(connection);
        }
    }
}
