package dev.mooring.server.resume;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;

/**
 * The tokens of one session, hashed. Each handshake is given a new one; those before stay valid until the client is seen to
 * have a newer one, for the response that carried it may be lost. Not thread-safe.
 */
final class Tokens {

    /** Handshakes in a row of which no answer reached the client; with more, the oldest of those unseen tokens go. */
    private static final int MAX_UNSEEN = 16;

    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = 32;

    // in the order of issue; the first is one that the client is known to have
    private final Deque<byte[]> valid = new ArrayDeque<>(2);

    /** A new id of a session: 128 random bits. */
    static String newId(SecureRandom random) {
        return random(random, ID_BYTES);
    }

    /** Issues a token: 256 random bits. */
    String issue(SecureRandom random) {
        String token = random(random, TOKEN_BYTES);
        if (valid.size() > MAX_UNSEEN) {
            byte[] known = valid.removeFirst();
            valid.removeFirst();
            valid.addFirst(known);
        }
        valid.addLast(hash(token));
        return token;
    }

    /** Whether the token is valid; in a time that does not depend on how nearly it is. */
    boolean accepts(String token) {
        byte[] hash = hash(token);
        boolean found = false;
        for (byte[] each : valid) {
            found |= MessageDigest.isEqual(each, hash);
        }
        return found;
    }

    /** The client is seen to have this token: older ones are used up. {@code false} when it is not valid itself. */
    boolean seen(String token) {
        if (!accepts(token)) {
            return false;
        }
        byte[] hash = hash(token);
        while (!MessageDigest.isEqual(valid.getFirst(), hash)) {
            valid.removeFirst();
        }
        return true;
    }

    private static String random(SecureRandom random, int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
