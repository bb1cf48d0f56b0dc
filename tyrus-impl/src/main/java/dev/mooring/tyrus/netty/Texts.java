package dev.mooring.tyrus.netty;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decodes text strictly. */
final class Texts {

    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /**
     * Reads so many bytes as text; {@code null} when they are no UTF-8. A string's own decoder is many times faster than a
     * strict one, and puts U+FFFD where the bytes are wrong: only text with that character needs a second look.
     */
    static @Nullable String read(ByteBuf in, int length) {
        byte[] bytes = LoopTools.current().scratch(length);
        in.readBytes(bytes, 0, length);
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 || isValid(bytes, length) ? text : null;
    }

    private static boolean isValid(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
