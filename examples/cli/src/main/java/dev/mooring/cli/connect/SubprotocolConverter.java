package dev.mooring.cli.connect;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a subprotocol. */
final class SubprotocolConverter implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        if (!Tokens.isToken(text)) {
            throw new TypeConversionException(
                    "'" + text + "' cannot be the name of a subprotocol; for several, repeat the option");
        }
        return text;
    }
}
