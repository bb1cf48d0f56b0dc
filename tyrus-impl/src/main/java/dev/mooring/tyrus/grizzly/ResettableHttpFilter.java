package dev.mooring.tyrus.grizzly;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpClientFilter;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.jspecify.annotations.Nullable;

/**
 * HTTP of which not the first response need be the answer: that to CONNECT is not the answer to the upgrade, and what is only
 * information (RFC 9110, section 15.2) is none to either.
 */
final class ResettableHttpFilter extends HttpClientFilter {

    private volatile @Nullable HttpRequestPacket unanswered; // of which Grizzly thinks that it was answered

    static boolean isInformation(HttpHeader response) {
        int status = ((HttpResponsePacket) response).getStatus();
        return status < 200 && status != 101;
    }

    /** Grizzly would take all that follows for the content, and so the answer. */
    @Override
    protected boolean onHttpHeaderParsed(HttpHeader header, Buffer buffer, FilterChainContext ctx) {
        boolean result = super.onHttpHeaderParsed(header, buffer, ctx);
        if (isInformation(header)) {
            header.setExpectContent(false);
            unanswered = ((HttpResponsePacket) header).getRequest();
        }
        return result;
    }

    @Override
    protected void onInitialLineParsed(HttpHeader header, FilterChainContext ctx) {
        super.onInitialLineParsed(header, ctx);
        HttpRequestPacket request = unanswered;
        if (request != null) {
            unanswered = null;
            ((HttpResponsePacket) header).setRequest(request);
        }
    }

    void expectAnotherResponse(Connection<?> connection) {
        clearResponse(connection);
    }
}
