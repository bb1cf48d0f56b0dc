package dev.mooring.tyrus.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Copies payload while masking it (RFC 6455, section 5.3), eight bytes at a time. Buffers must be big-endian. */
public final class Masking {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private Masking() {}

    /** Four bytes as they are drawn for a key. */
    public static int intAt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }

    /** The key as it applies from this byte of the payload on. */
    public static int turned(int key, int payloadOffset) {
        return Integer.rotateLeft(key, Byte.SIZE * (payloadOffset & 3));
    }

    /** Copies {@code length} masked bytes; {@code key} applies from the first of them on. */
    public static void copy(byte[] from, int start, ByteBuffer to, int at, int length, int key) {
        long wide = wide(key);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            to.putLong(at + i, (long) LONGS.get(from, start + i) ^ wide);
        }
        for (; i < length; i++) {
            to.put(at + i, (byte) (from[start + i] ^ keyByte(key, i)));
        }
    }

    /** The same from a buffer, by absolute positions. */
    public static void copy(ByteBuffer from, int start, ByteBuffer to, int at, int length, int key) {
        long wide = wide(key);
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            to.putLong(at + i, from.getLong(start + i) ^ wide);
        }
        for (; i < length; i++) {
            to.put(at + i, (byte) (from.get(start + i) ^ keyByte(key, i)));
        }
    }

    private static long wide(int key) {
        return ((long) key << Integer.SIZE) | (key & 0xFFFF_FFFFL);
    }

    private static int keyByte(int key, int index) {
        return key >>> (Integer.SIZE - Byte.SIZE - Byte.SIZE * (index & 3));
    }
}
