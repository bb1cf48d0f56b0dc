package dev.mooring.tyrus.core;

import dev.mooring.websocket.Printable;
import jakarta.websocket.Extension;
import jakarta.websocket.Extension.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.TyrusExtension;
import org.glassfish.tyrus.core.TyrusExtension.TyrusParameter;

/**
 * The extensions that a server names (RFC 6455, section 9.1). Tyrus leaves out what it cannot read, some of it legal: then one side
 * would take for compressed what the other does not.
 */
final class NamedExtensions {

    /** A name, its value if it has one, as it is or quoted, and what ends it. A comma or semicolon too many is none too few. */
    private static final Pattern PIECE = Pattern.compile("[ \\t]*+([^\\s\",;=]*+)[ \\t]*+"
            + "(=[ \\t]*+(?:([^\\s\",;]++)|\"((?:[^\"\\\\]|\\\\.)*+)\")[ \\t]*+)?(;|,|$)");

    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");
    private static final int LONGEST_QUOTE = 200;

    private final List<Extension> named = new ArrayList<>(1);
    private String name = ""; // of the one that is being read
    private final List<Parameter> parameters = new ArrayList<>(1);

    private NamedExtensions() {}

    /**
     * Those that these lines of the header name, in order.
     *
     * @throws HandshakeException if a line is no list of extensions
     */
    static List<Extension> of(List<String> lines) throws HandshakeException {
        NamedExtensions reader = new NamedExtensions();
        for (String line : lines) {
            Matcher piece = PIECE.matcher(line);
            while (piece.regionStart() < line.length()) {
                if (!piece.lookingAt() || !reader.take(piece)) {
                    throw new HandshakeException("Sec-WebSocket-Extensions is no list of extensions: "
                            + Printable.of(line.substring(0, Math.min(line.length(), LONGEST_QUOTE))));
                }
                piece.region(piece.end(), line.length());
            }
            reader.end();
        }
        return reader.named;
    }

    /** Returns whether it is right where it is. */
    private boolean take(Matcher piece) {
        String word = piece.group(1);
        boolean valued = piece.group(2) != null;
        if (word.isEmpty()) {
            if (valued) {
                return false;
            }
        } else if (name.isEmpty()) {
            if (valued) {
                return false;
            }
            name = word;
        } else {
            String quoted = piece.group(4);
            parameters.add(new TyrusParameter(
                    word,
                    quoted == null ? piece.group(3) : ESCAPED.matcher(quoted).replaceAll("$1")));
        }
        if (piece.group(5).equals(",")) {
            end();
        }
        return true;
    }

    private void end() {
        if (!name.isEmpty()) {
            named.add(new TyrusExtension(name, parameters));
            name = "";
            parameters.clear();
        }
    }
}
