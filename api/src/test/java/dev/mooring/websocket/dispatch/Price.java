package dev.mooring.websocket.dispatch;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message type, and codecs of every form for it: {@code EURUSD=1.1}. */
record Price(String symbol, String value) {

    static Price parse(String text) {
        String[] parts = text.split("=", 2);
        return new Price(parts[0], parts[1]); // throws for what is no price
    }

    @Override
    public String toString() {
        return symbol + "=" + value;
    }

    /** Says which of two equal defaults is meant. */
    abstract static class Codec implements Decoder, Encoder {
        @Override
        public void init(EndpointConfig config) {}

        @Override
        public void destroy() {}
    }

    static class TextCodec extends Codec implements Decoder.Text<Price>, Encoder.Text<Price> {
        @Override
        public Price decode(String s) throws DecodeException {
            if (!s.contains("=")) {
                throw new DecodeException(s, "no price");
            }
            return parse(s);
        }

        @Override
        public boolean willDecode(String s) {
            return !s.startsWith("#");
        }

        @Override
        public String encode(Price price) {
            return price.toString();
        }
    }

    static class TextStreamCodec extends Codec implements Decoder.TextStream<Price>, Encoder.TextStream<Price> {
        @Override
        public Price decode(Reader reader) throws IOException {
            StringBuilder all = new StringBuilder();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                all.append((char) c);
            }
            return parse(all.toString());
        }

        @Override
        public void encode(Price price, Writer writer) throws IOException {
            writer.write("stream:" + price);
        }
    }

    static class BinaryCodec extends Codec implements Decoder.Binary<Price>, Encoder.Binary<Price> {
        @Override
        public Price decode(ByteBuffer bytes) {
            return parse(StandardCharsets.UTF_8.decode(bytes).toString());
        }

        @Override
        public boolean willDecode(ByteBuffer bytes) {
            return bytes.get() != '#'; // moves the position, as real ones do
        }

        @Override
        public ByteBuffer encode(Price price) {
            return StandardCharsets.UTF_8.encode(price.toString());
        }
    }

    static class BinaryStreamCodec extends Codec implements Decoder.BinaryStream<Price>, Encoder.BinaryStream<Price> {
        @Override
        public Price decode(InputStream in) throws IOException {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }

        @Override
        public void encode(Price price, OutputStream out) throws EncodeException, IOException {
            out.write(price.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
