package dev.mooring.tyrus.lifecycle;

/**
 * What has been tried since the last stable connection.
 *
 * @param attempts connections asked for
 * @param retries of these, those that waited for a backoff delay
 * @param redirects redirections followed in a row
 * @param renewed whether rejected credentials were already renewed
 */
public record Tries(int attempts, int retries, int redirects, boolean renewed) {

    static final Tries NONE = new Tries(0, 0, 0, false);

    Tries attempt() {
        return new Tries(attempts + 1, retries, redirects, renewed);
    }

    Tries retry() {
        return new Tries(attempts, retries + 1, 0, renewed);
    }

    Tries redirect() {
        return new Tries(attempts, retries, redirects + 1, renewed);
    }

    Tries renewCredentials() {
        return new Tries(attempts, retries, redirects, true);
    }

    Tries opened() {
        return new Tries(attempts, retries, 0, renewed);
    }
}
