package dev.mooring.tyrus.engine;

import dev.mooring.websocket.Failure;
import dev.mooring.websocket.FailureClassifier;
import dev.mooring.websocket.Verdict;
import dev.mooring.websocket.spi.DrainHint;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a failure means: the classifier's word, within what is safe. */
final class Judge {

    private static final System.Logger LOG = System.getLogger(Judge.class.getName());

    private final FailureClassifier classifier;

    Judge(FailureClassifier classifier) {
        this.classifier = classifier;
    }

    /** The failure with what a draining server wishes: when and where to come back. */
    Failure withHint(Failure failure) {
        if (failure.closeReason() == null || (failure.closeCode() != 1012 && failure.closeCode() != 1013)) {
            return failure;
        }
        return DrainHint.parse(failure.closeReason().getReasonPhrase())
                .map(hint -> failure.withHint(hint.retryAfter(), hint.to()))
                .orElse(failure);
    }

    Verdict judge(Failure failure, URI from) {
        try {
            Verdict verdict = classifier.classify(failure);
            if (verdict instanceof Verdict.Redirect redirect) {
                URI target = resolve(redirect.location(), from);
                return target == null ? Verdict.fatal() : Verdict.redirect(target);
            }
            return verdict;
        } catch (Throwable e) { // an Error too: the session would wait for the verdict for ever
            LOG.log(System.Logger.Level.ERROR, "the failure classifier threw, so the failure is fatal", e);
            return Verdict.fatal();
        }
    }

    /** Where a location leads from here, or {@code null} if that is no place for a WebSocket or less safe than here. */
    static @Nullable URI resolve(URI location, URI from) {
        try {
            URI target = isQueryAlone(location) ? withQuery(from, location) : from.resolve(location);
            String scheme = switch (String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT)) {
                case "http", "ws" -> "ws";
                case "https", "wss" -> "wss";
                default -> null;
            };
            if (scheme == null || target.getHost() == null || !Uris.hasPossiblePort(target)) {
                return null;
            }
            if (scheme.equals("ws") && Targets.isSecure(from)) {
                return null;
            }
            String rest = target.toString().substring(target.getScheme().length());
            return URI.create(scheme + rest);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isQueryAlone(URI location) {
        return location.getScheme() == null
                && location.getRawAuthority() == null
                && location.getRawQuery() != null
                && location.getRawPath().isEmpty();
    }

    /** Java resolves as RFC 2396 did, which takes the last segment away; since RFC 3986, section 5.2.2, the path stays. */
    private static URI withQuery(URI from, URI location) {
        String path = from.getRawPath().isEmpty() ? "/" : from.getRawPath();
        return URI.create(from.getScheme() + "://" + from.getRawAuthority() + path + location);
    }
}
