package dev.mooring.websocket.dispatch;

import jakarta.websocket.DeploymentException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The life of a session's decoders or encoders: all are made and initialised, or none; each is destroyed once. */
final class Codecs<C> {

    private static final System.Logger LOG = System.getLogger(Codecs.class.getName());

    private final List<C> instances = new ArrayList<>();
    private final Consumer<C> destroy;
    private boolean destroyed;

    private Codecs(Consumer<C> destroy) {
        this.destroy = destroy;
    }

    static <C> Codecs<C> none() {
        return new Codecs<>(codec -> {});
    }

    static <C> Codecs<C> create(List<Class<? extends C>> types, String role, Consumer<C> init, Consumer<C> destroy)
            throws DeploymentException {
        Codecs<C> codecs = new Codecs<>(destroy);
        try {
            for (Class<? extends C> type : types) {
                C codec = CodecType.create(type, role);
                init(codec, role, init);
                codecs.instances.add(codec);
            }
        } catch (DeploymentException e) {
            codecs.destroy();
            throw e;
        }
        return codecs;
    }

    private static <C> void init(C codec, String role, Consumer<C> init) throws DeploymentException {
        try {
            init.accept(codec);
        } catch (RuntimeException | LinkageError e) { // a library that a codec needs may be missing
            throw new DeploymentException(role + " " + codec.getClass().getName() + " cannot be initialised: " + e, e);
        }
    }

    List<C> all() {
        return instances;
    }

    synchronized void destroy() {
        if (destroyed) {
            return;
        }
        destroyed = true;
        for (C codec : instances) {
            try {
                destroy.accept(codec);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, codec.getClass().getName() + ".destroy() failed", e);
            }
        }
    }
}
