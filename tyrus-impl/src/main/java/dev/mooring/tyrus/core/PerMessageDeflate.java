package dev.mooring.tyrus.core;

import dev.mooring.websocket.Printable;
import jakarta.websocket.Extension;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import org.glassfish.tyrus.core.HandshakeException;
import org.glassfish.tyrus.core.ProtocolException;
import org.glassfish.tyrus.core.extension.ExtendedExtension;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/**
 * permessage-deflate (RFC 7692) at the client of one connection, whose frames come one at a time and leave one at a time.
 *
 * <p>Not Tyrus's own: that one takes any fragment for compressed, waits for ever for the rest of a stream that has ended, unfolds
 * however much there is, marks all fragments of a message and not its first alone, cuts the end of a flush off from each of them,
 * and makes a broken message of an empty one.
 */
final class PerMessageDeflate implements ExtendedExtension {

    private static final String NAME = "permessage-deflate";
    private static final String OF_TYRUS = "org.glassfish.tyrus.ext.extension.deflate.PerMessageDeflateExtension";

    /** The server may ask for this unasked (section 7.1.1.2). */
    private static final String BEGIN_AFRESH = "client_no_context_takeover";

    /** What a server may answer to an offer without parameters, with its value behind it. */
    private static final Pattern ANSWER =
            Pattern.compile(BEGIN_AFRESH + "|server_no_context_takeover|server_max_window_bits=(8|9|1[0-5])");

    private final IntSupplier limit;
    private final Runnable breaking;

    // their native memory is taken only if this is agreed on
    private @Nullable Inflation inflation;
    private @Nullable Deflation deflation;
    private boolean compressed; // the message that comes in
    private boolean compressing; // the one that goes out

    /** Unfolds no frame to more than the limit; {@code breaking} ends the connection where no message could follow. */
    PerMessageDeflate(IntSupplier limit, Runnable breaking) {
        this.limit = limit;
        this.breaking = breaking;
    }

    /** One in the place of Tyrus's, which an endpoint's configuration may name. */
    static Extension insteadOf(Extension named, IntSupplier limit, Runnable breaking) {
        return named.getClass().getName().equals(OF_TYRUS) ? new PerMessageDeflate(limit, breaking) : named;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public List<Parameter> getParameters() {
        return List.of();
    }

    /**
     * Looks through what the server answers (sections 5.1 and 7.1): where it counts on what we do not do, no message is safe.
     *
     * @throws HandshakeException if the connection has to fail
     */
    static void check(List<Extension> named) throws HandshakeException {
        List<Extension> answers =
                named.stream().filter(each -> each.getName().equals(NAME)).toList();
        if (answers.size() > 1) {
            throw new HandshakeException("the extension " + NAME + " was answered twice");
        }
        for (Extension answer : answers) {
            check(answer);
        }
    }

    private static void check(Extension answer) throws HandshakeException {
        Set<String> names = new HashSet<>();
        for (Parameter each : answer.getParameters()) {
            String value = each.getValue();
            String said = value == null ? each.getName() : each.getName() + "=" + value;
            if (!ANSWER.matcher(said).matches()) {
                throw new HandshakeException(NAME + " was answered with " + Printable.of(said)
                        + ", which is unknown, not offered or has an illegal value");
            } else if (!names.add(each.getName())) {
                throw new HandshakeException(NAME + " was answered with " + each.getName() + " twice");
            }
        }
    }

    @Override
    public List<Parameter> onExtensionNegotiation(ExtensionContext context, List<Parameter> requested) {
        throw new UnsupportedOperationException("for clients");
    }

    @Override
    public void onHandshakeResponse(ExtensionContext context, List<Parameter> response) {
        inflation = new Inflation(limit);
        deflation =
                new Deflation(response.stream().anyMatch(each -> each.getName().equals(BEGIN_AFRESH)));
    }

    @Override
    public Frame processIncoming(ExtensionContext context, Frame frame) {
        if (frame.isControlFrame()) {
            return frame;
        }
        boolean first = frame.getOpcode() != 0;
        if (first) {
            compressed = frame.isRsv1();
        }
        Inflation agreed = inflation;
        if (agreed == null || !compressed || (!first && frame.isRsv1())) {
            return frame; // as Tyrus will find if a later fragment bears the mark of the first
        }
        try {
            byte[] content = agreed.inflated(frame.getPayloadData(), frame.isFin());
            return Frame.builder(frame).payloadData(content).rsv1(false).build();
        } catch (DataFormatException e) {
            ProtocolException broken = new ProtocolException("a compressed message is broken");
            broken.initCause(e);
            throw broken;
        }
    }

    /**
     * Tyrus sends one frame at a time, each right when this returns; as it is, if this throws, for which there may be too little memory.
     * So then is its whole message, unless some of that is out already.
     */
    @Override
    public Frame processOutgoing(ExtensionContext context, Frame frame) {
        Deflation agreed = deflation;
        if (agreed == null || frame.isControlFrame()) {
            return frame;
        }
        boolean first = frame.getOpcode() != 0;
        if (!first && !compressing) {
            return frame;
        }
        compressing = false;
        try {
            byte[] payload = agreed.deflated(frame.getPayloadData(), frame.isFin());
            Frame result = Frame.builder(frame)
                    .payloadData(payload)
                    .payloadLength(payload.length)
                    .rsv1(first)
                    .build();
            compressing = true;
            return result;
        } finally {
            if (!compressing) {
                agreed.beginAfresh();
            }
            if (!compressing && !first) {
                breaking.run();
            }
        }
    }

    @Override
    public void destroy(ExtensionContext context) {
        Inflation in = inflation;
        Deflation out = deflation;
        if (in != null && out != null) {
            in.end();
            out.end();
        }
    }
}
