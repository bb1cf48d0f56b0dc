package dev.mooring.cli.connect;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a WebSocket URL; the query, which may hold a token, is left out of what it says when it cannot. */
final class UriConverter implements ITypeConverter<URI> {

    @Override
    public URI convert(String text) {
        String shown = "'"
                + text.replaceFirst("//[^/@]*[?#][^/@]*@.*", "//...") // a password may have these in it
                        .replaceFirst("[?#].*", "...")
                        .replaceFirst("//[^/@]*@", "//...@")
                + "'";
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new TypeConversionException(shown + " is not a URL: " + malformed.getReason());
        }
        if (!"ws".equalsIgnoreCase(uri.getScheme()) && !"wss".equalsIgnoreCase(uri.getScheme())) {
            throw new TypeConversionException(shown + " is not a WebSocket URL: it must start with ws:// or wss://");
        }
        if (uri.getHost() == null) {
            throw new TypeConversionException(shown + " names no host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new TypeConversionException(
                    shown + " names a user, which is never sent: say --header 'Authorization: ...' instead");
        }
        if (uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw new TypeConversionException(shown + " names a port that cannot be: " + uri.getPort());
        }
        if (uri.getRawFragment() != null) {
            throw new TypeConversionException(shown + " has a fragment (#), which WebSocket URLs may not have");
        }
        return uri;
    }
}
