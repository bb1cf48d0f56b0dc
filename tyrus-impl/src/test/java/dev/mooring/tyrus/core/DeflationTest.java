package dev.mooring.tyrus.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is compressed is what a receiver by the letter of RFC 7692 makes the message of again: zlib's own, fed by hand. */
class DeflationTest {

    private static final byte[] NONE = {};

    private final Inflater receiver = new Inflater(true);
    private Deflation deflation = new Deflation(false);

    @AfterEach
    void end() {
        deflation.end();
        receiver.end();
    }

    /** One message in these fragments, as the receiver reads it. */
    private byte[] through(byte[]... fragments) throws DataFormatException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < fragments.length; i++) {
            frames.writeBytes(deflation.deflated(fragments[i], i == fragments.length - 1));
        }
        frames.writeBytes(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
        receiver.setInput(frames.toByteArray());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] room = new byte[4096];
        for (int n = receiver.inflate(room); n > 0; n = receiver.inflate(room)) {
            read.write(room, 0, n);
        }
        assertThat(receiver.getRemaining()).isZero();
        return read.toByteArray();
    }

    @Test
    void emptyMessagesAreMessages() throws Exception {
        assertThat(through(NONE)).isEmpty();
        assertThat(through("a".getBytes(UTF_8))).isEqualTo("a".getBytes(UTF_8));
        assertThat(through(NONE)).isEmpty();
        assertThat(through(NONE)).isEmpty();
        assertThat(through(NONE, NONE, NONE)).isEmpty();
        assertThat(through("a".getBytes(UTF_8))).isEqualTo("a".getBytes(UTF_8));
    }

    @Test
    void anEmptyLastFragmentEndsAMessage() throws Exception {
        assertThat(through("ab".getBytes(UTF_8), NONE)).isEqualTo("ab".getBytes(UTF_8));
        assertThat(through("cd".getBytes(UTF_8), NONE, "ef".getBytes(UTF_8), NONE))
                .isEqualTo("cdef".getBytes(UTF_8));
    }

    @Test
    void whateverTheSizesTheReceiverReadsWhatWasWritten() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int message = 0; message < 300; message++) {
            byte[][] fragments = new byte[1 + random.nextInt(3)][];
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            for (int i = 0; i < fragments.length; i++) {
                fragments[i] = new byte[random.nextBoolean() ? random.nextInt(300) : random.nextInt(50_000)];
                if (random.nextBoolean()) {
                    random.nextBytes(fragments[i]); // does not shrink
                }
                whole.writeBytes(fragments[i]);
            }
            assertThat(through(fragments))
                    .as("message %d, seed %d", message, seed)
                    .isEqualTo(whole.toByteArray());
        }
    }

    @Test
    void aMessageRefersToThoseBeforeItUnlessItIsToBeginAfresh() {
        byte[] text = "the same as before, word by word".getBytes(UTF_8);
        int first = deflation.deflated(text, true).length;
        assertThat(deflation.deflated(text, true)).hasSizeLessThan(first / 2);

        deflation.end();
        deflation = new Deflation(true);
        byte[] alone = deflation.deflated(text, true);
        assertThat(deflation.deflated(text, true)).isEqualTo(alone);
    }

    @Test
    void whatRepeatsItselfShrinks() {
        assertThat(deflation.deflated(new byte[100_000], true)).hasSizeLessThan(1_000);
    }

    @Test
    void aMessageThatCouldNotBeCompressedLeavesNoTraceInTheNext() throws Exception {
        byte[] text = "the same as before, word by word".getBytes(UTF_8);
        deflation.end();
        deflation = new Deflation(false, new Deflater(Deflater.DEFAULT_COMPRESSION, true) {
            private int calls;

            @Override
            public int deflate(byte[] output, int at, int length, int flush) {
                int size = super.deflate(output, at, length, flush);
                if (++calls == 2) {
                    throw new OutOfMemoryError("by a test");
                }
                return size;
            }
        });
        assertThat(through(text)).isEqualTo(text);
        assertThatThrownBy(() -> deflation.deflated(new byte[100_000], true)).isInstanceOf(OutOfMemoryError.class);
        deflation.beginAfresh();
        assertThat(through(text)).isEqualTo(text);
        assertThat(through(text)).isEqualTo(text);
    }

    @Test
    void whoEndsItDoesNotWaitForALargeMessage() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ending = new CountDownLatch(1);
        Deflation slow = new Deflation(false, new Deflater(Deflater.DEFAULT_COMPRESSION, true) {
            @Override
            public int deflate(byte[] output, int at, int length, int flush) {
                calls.incrementAndGet();
                begun.countDown();
                awaitUninterruptibly(ending);
                return super.deflate(output, at, length, flush);
            }
        });
        CompletableFuture<byte[]> compressed =
                CompletableFuture.supplyAsync(() -> slow.deflated(new byte[64 << 20], true));
        begun.await();
        Thread end = new Thread(slow::end);
        end.start();
        await().until(() -> end.getState() == Thread.State.BLOCKED);
        ending.countDown();
        end.join();
        assertThat(compressed).failsWithin(Duration.ofSeconds(60));
        assertThat(calls).hasValue(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatWasSentLastIsNotKept() {
        WeakReference<byte[]> sent = sent();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(sent.get()).isNull();
        });
        assertThat(deflation).isNotNull();
    }

    private WeakReference<byte[]> sent() {
        byte[] payload = new byte[100_000];
        deflation.deflated(payload, true);
        return new WeakReference<>(payload);
    }
}
