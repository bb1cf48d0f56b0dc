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
            if (websocket && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // as below
        }
        throw new TypeConversionException("'" + text.replaceFirst("//[^/@]*@", "//...@") // what may be a password
                + "' is not ws:// or wss:// and a host without user, such as ws://127.0.0.1:8025");
    }
}
