package dev.mooring.cli.connect;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code Name: value}. What it says when it cannot leaves the value out, which may be a secret. */
final class HeaderConverter implements ITypeConverter<Header> {

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    @Override
    public Header convert(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new TypeConversionException("write it as 'Name: value', with a colon");
        }
        String name = text.substring(0, colon).strip();
        String value = text.substring(colon + 1).strip();
        if (!TOKEN.matcher(name).matches()) {
            throw new TypeConversionException("'" + name + "' cannot be the name of an HTTP header");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new TypeConversionException("the value of '" + name + "' holds a line break");
        }
        return new Header(name, value);
    }
}
