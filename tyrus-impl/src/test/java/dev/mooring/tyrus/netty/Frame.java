package dev.mooring.tyrus.netty;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A frame as bytes; written from the specification, without the code under test. */
record Frame(int first, byte[] payload, boolean masked) {

    static byte[] of(int first, byte[] payload) {
        return withLength(first, payload.length, payload);
    }

    static byte[] of(int first, String payload) {
        return of(first, payload.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[2 + text.length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, 2, text.length);
        return of(0x88, payload);
    }

    /** A frame whose header claims this length, whatever follows. */
    static byte[] withLength(int first, long length, byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(first);
            if (length <= 125) {
                out.writeByte((int) length);
            } else if (length <= 0xFFFF) {
                out.writeByte(126);
                out.writeShort((int) length);
            } else {
                out.writeByte(127);
                out.writeLong(length);
            }
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A frame as only a client may send it. */
    static byte[] masked(int first, byte[] payload, byte[] key) {
        byte[] plain = of(first, payload);
        int header = plain.length - payload.length;
        byte[] frame = new byte[plain.length + key.length];
        System.arraycopy(plain, 0, frame, 0, header);
        frame[1] |= (byte) 0x80;
        System.arraycopy(key, 0, frame, header, key.length);
        for (int i = 0; i < payload.length; i++) {
            frame[header + key.length + i] = (byte) (payload[i] ^ key[i & 3]);
        }
        return frame;
    }

    static Frame read(DataInputStream in) throws IOException {
        int first = in.readUnsignedByte();
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] key = new byte[4];
        boolean masked = (second & 0x80) != 0;
        if (masked) {
            in.readFully(key);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i & 3];
        }
        return new Frame(first, payload, masked);
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
        return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }
}
