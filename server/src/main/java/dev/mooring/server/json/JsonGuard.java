package dev.mooring.server.json;

import dev.mooring.server.policy.JsonLimits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a JSON text (RFC 8259, one value and nothing behind it) once, without recursion and without building objects, and
 * stops at the first thing its limits forbid. What passes is well-formed. Stateless and thread-safe.
 */
public final class JsonGuard {

    /** The endpoint's user property that says: every text has passed a guard before a decoder is asked. */
    public static final String CHECKED = "dev.mooring.server.json.checked";

    private final JsonLimits limits;

    /** A guard with these limits. */
    public JsonGuard(JsonLimits limits) {
        this.limits = limits;
    }

    /**
     * What is wrong with the text, or {@code null}. The answer holds nothing of the text itself: it may be logged.
     */
    public @Nullable String problem(String text) {
        if (text.length() > limits.maxLength()) {
            return "JSON longer than " + limits.maxLength() + " characters";
        }
        try {
            new Walk(text).document();
            return null;
        } catch (Malformed e) {
            return e.getMessage();
        }
    }

    private static final class Malformed extends Exception {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private final class Walk {

        private final JsonScanner scanner;
        private final Deque<Set<String>> keys = new ArrayDeque<>(4); // of the open objects; of an array, a marker
        private final Set<String> array = Set.of();

        Walk(String text) {
            scanner = new JsonScanner(text, limits.maxDigits());
        }

        void document() throws Malformed {
            boolean valueEnded = value();
            while (!keys.isEmpty()) {
                valueEnded = valueEnded ? afterValue() : value();
            }
            scanner.skipSpace();
            if (!scanner.atEnd()) {
                throw malformed("text behind the value");
            }
        }

        /** Reads a value; {@code false} when it is a structure that has just been opened. */
        private boolean value() throws Malformed {
            scanner.skipSpace();
            if (scanner.accept('{')) {
                open(new HashSet<>(4));
                scanner.skipSpace();
                return scanner.accept('}') ? close() : key();
            }
            if (scanner.accept('[')) {
                open(array);
                scanner.skipSpace();
                return scanner.accept(']') && close();
            }
            String problem = scanner.scalar();
            if (problem != null) {
                throw malformed(problem);
            }
            return true;
        }

        /** Reads what follows a value inside a structure; {@code true} when that ends the structure, itself a value. */
        private boolean afterValue() throws Malformed {
            scanner.skipSpace();
            boolean inArray = keys.peek() == array;
            if (scanner.accept(inArray ? ']' : '}')) {
                return close();
            }
            if (!scanner.accept(',')) {
                throw malformed("',' or the end of the structure expected");
            }
            return !inArray && key();
        }

        /** Reads a key and its colon; always {@code false}, for a value comes next. */
        private boolean key() throws Malformed {
            scanner.skipSpace();
            String key = scanner.string();
            if (key == null) {
                throw malformed("key expected");
            }
            if (!limits.allowDuplicateKeys() && !keys.element().add(key)) {
                throw malformed("duplicate key");
            }
            scanner.skipSpace();
            if (!scanner.accept(':')) {
                throw malformed("':' expected");
            }
            return false;
        }

        private void open(Set<String> structure) throws Malformed {
            if (keys.size() >= limits.maxDepth()) {
                throw new Malformed("JSON nested deeper than " + limits.maxDepth());
            }
            keys.push(structure);
        }

        private boolean close() {
            keys.pop();
            return true;
        }

        private Malformed malformed(String problem) {
            return new Malformed("not valid JSON at character " + scanner.position() + ": " + problem);
        }
    }
}
