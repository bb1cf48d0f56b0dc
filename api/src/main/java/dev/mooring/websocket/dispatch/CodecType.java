package dev.mooring.websocket.dispatch;

import jakarta.websocket.Decoder;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Encoder;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the decoding or encoding interfaces that a codec class implements, with the type it is implemented for. A class
 * may implement several.
 */
record CodecType(Form form, Class<?> type) {

    /** How a message looks on the wire, and to the codec. */
    enum Form {
        TEXT(MessageKind.TEXT, Decoder.Text.class, Encoder.Text.class),
        TEXT_STREAM(MessageKind.TEXT, Decoder.TextStream.class, Encoder.TextStream.class),
        BINARY(MessageKind.BINARY, Decoder.Binary.class, Encoder.Binary.class),
        BINARY_STREAM(MessageKind.BINARY, Decoder.BinaryStream.class, Encoder.BinaryStream.class);

        final MessageKind kind;
        private final Class<?> decoder;
        private final Class<?> encoder;

        Form(MessageKind kind, Class<?> decoder, Class<?> encoder) {
            this.kind = kind;
            this.decoder = decoder;
            this.encoder = encoder;
        }
    }

    static List<CodecType> ofDecoder(Class<? extends Decoder> codec) throws DeploymentException {
        return of(codec, "decoder", true);
    }

    static List<CodecType> ofEncoder(Class<? extends Encoder> codec) throws DeploymentException {
        return of(codec, "encoder", false);
    }

    private static List<CodecType> of(Class<?> codec, String role, boolean decoding) throws DeploymentException {
        constructor(codec, role);
        List<CodecType> found = new ArrayList<>();
        for (Form form : Form.values()) {
            Class<?> contract = decoding ? form.decoder : form.encoder;
            if (contract.isAssignableFrom(codec)) {
                Class<?> type = TypeArguments.single(codec, contract);
                if (type == null) {
                    throw new DeploymentException(role + " " + codec.getName() + " leaves its type open: implement "
                            + contract.getCanonicalName() + " with a class in place of its type parameter");
                }
                found.add(new CodecType(form, type));
            }
        }
        if (found.isEmpty()) {
            throw new DeploymentException(role + " " + codec.getName() + " implements none of Text, TextStream, Binary"
                    + " and BinaryStream: implement one of them");
        }
        return found;
    }

    /** A new instance, by the no-arg constructor of whatever visibility. */
    static <C> C create(Class<C> codec, String role) throws DeploymentException {
        try {
            return constructor(codec, role).newInstance();
        } catch (InvocationTargetException e) {
            throw new DeploymentException(role + " " + codec.getName() + " cannot be created", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DeploymentException(role + " " + codec.getName() + " cannot be created", e);
        }
    }

    private static <C> Constructor<C> constructor(Class<C> codec, String role) throws DeploymentException {
        if (codec.isInterface() || Modifier.isAbstract(codec.getModifiers())) {
            throw new DeploymentException(role + " " + codec.getName() + " is abstract: name a concrete class");
        }
        try {
            Constructor<C> constructor = codec.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new DeploymentException(
                    role + " " + codec.getName() + " has no constructor without parameters: add one"
                            + (codec.isMemberClass() ? ", or make the nested class static" : ""),
                    e);
        } catch (RuntimeException e) {
            throw new DeploymentException(
                    role + " " + codec.getName() + " is not accessible: open its package to this library", e);
        }
    }
}
