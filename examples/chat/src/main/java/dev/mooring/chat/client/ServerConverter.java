package dev.mooring.chat.client;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a server is, and refuses what could never be one before anything is tried. */
final class ServerConverter implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        try {
            URI uri = new URI(text);
            boolean websocket = "ws".equalsIgnoreCase(uri.getScheme()) || "wss".equalsIgnoreCase(uri.getScheme());
            if (websocket && uri.getHost() != null && uri.getRawUserInfo() == null && isAll(uri)) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // as below
        }
        throw new TypeConversionException("'" + text.replaceFirst("(//[^/@]*@|[?#]).*", "...") // what may be secret
                + "' is not ws:// or wss:// and a host without user, path and query, such as ws://127.0.0.1:8025");
    }

    /** Path and query are the room's: others would be left out without a word. */
    private static boolean isAll(URI uri) {
        String path = uri.getRawPath();
        return (path.isEmpty() || path.equals("/")) && uri.getRawQuery() == null && uri.getRawFragment() == null;
    }
}
