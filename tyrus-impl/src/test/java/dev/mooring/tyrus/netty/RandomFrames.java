package dev.mooring.tyrus.netty;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A stream of frames as a server might send them, and in part as none should. */
final class RandomFrames {

    static final int MAX_FRAME = 100_000;

    private static final String[] SCRIPTS = {"a", "ß", "語", "\uD83D\uDE80", "\uFFFD"};

    private final Random random;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    RandomFrames(long seed) {
        random = new Random(seed);
    }

    byte[] stream() {
        int frames = 1 + random.nextInt(30);
        for (int i = 0; i < frames; i++) {
            if (random.nextInt(25) == 0) {
                wrong();
            } else {
                right();
            }
        }
        return bytes.toByteArray();
    }

    /** The same bytes in pieces. */
    List<byte[]> cut(byte[] stream) {
        int largest = 1 + random.nextInt(random.nextBoolean() ? 8 : 5000);
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int end = Math.min(stream.length, at + 1 + random.nextInt(largest));
            pieces.add(Arrays.copyOfRange(stream, at, end));
            at = end;
        }
        return pieces;
    }

    private void right() {
        switch (random.nextInt(7)) {
            case 0, 1 -> put(Frame.of(0x81, text(size())));
            case 2 -> put(Frame.of(0x82, data(size())));
            case 3 -> fragments(0x01, text(size()).getBytes(StandardCharsets.UTF_8));
            case 4 -> fragments(0x02, data(size()));
            case 5 -> control();
            default -> put(Frame.of(0x81, text(random.nextInt(10))));
        }
    }

    private void wrong() {
        switch (random.nextInt(14)) {
            case 0 -> put(Frame.of(0x81, data(1 + random.nextInt(6)))); // mostly no UTF-8
            case 1 -> put(Frame.of(0x81 | 0x10 << random.nextInt(3), "rsv"));
            case 2 -> put(Frame.of(0x83 + random.nextInt(5), "opcode"));
            case 3 -> put(Frame.of(random.nextBoolean() ? 0x80 : 0x00, text(3)));
            case 4 -> put(Frame.of(0x01, text(3)));
            case 5 -> put(Frame.of(0x08 + random.nextInt(3), "part"));
            case 6 -> put(Frame.withLength(0x88 + random.nextInt(3), 126 + random.nextInt(300), data(500)));
            case 7 -> put(Frame.close(1000 + random.nextInt(20), text(random.nextInt(10))));
            case 8 -> put(Frame.close(random.nextInt(6000), ""));
            case 9 -> put(Frame.of(0x88, data(random.nextInt(3))));
            case 10 -> put(Frame.masked(0x81, data(random.nextInt(200)), data(4)));
            case 11 -> put(Frame.masked(0x88 + random.nextInt(3), data(random.nextInt(126)), data(4)));
            case 12 -> put(Frame.of((0x88 | 0x10 << random.nextInt(3)) + random.nextInt(3), "rsv"));
            default -> put(Frame.close(1000, "tail")); // and frames may follow
        }
    }

    private void control() {
        put(Frame.of(random.nextBoolean() ? 0x8A : 0x89, data(random.nextInt(126))));
    }

    private void fragments(int first, byte[] payload) {
        int parts = 1 + random.nextInt(4);
        int at = 0;
        for (int i = 0; i < parts; i++) {
            boolean last = i == parts - 1;
            int end = last ? payload.length : at + random.nextInt(payload.length - at + 1);
            put(Frame.of((last ? 0x80 : 0) | (i == 0 ? first : 0), Arrays.copyOfRange(payload, at, end)));
            at = end;
            if (!last && random.nextInt(3) == 0) {
                control();
            }
        }
    }

    private int size() {
        return switch (random.nextInt(20)) {
            case 0 -> 65_530 + random.nextInt(12);
            case 1, 2, 3 -> 120 + random.nextInt(12);
            default -> random.nextInt(60);
        };
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextInt(10) == 0 ? SCRIPTS[random.nextInt(SCRIPTS.length)] : "x");
        }
        return text.toString();
    }

    private byte[] data(int length) {
        byte[] data = new byte[length];
        random.nextBytes(data);
        return data;
    }

    private void put(byte[] frame) {
        bytes.writeBytes(frame);
    }
}
