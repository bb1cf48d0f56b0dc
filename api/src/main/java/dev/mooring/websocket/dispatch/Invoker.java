package dev.mooring.websocket.dispatch;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** A method of one endpoint instance in one session, ready to be called. As thread-safe as the method. */
final class Invoker {

    /** (subject, last) → result; methods that lack one of them ignore it. */
    static final MethodType TYPE = MethodType.methodType(Object.class, Object.class, boolean.class);

    private final String name;
    private final @Nullable MethodHandle handle;
    private final @Nullable Exception failure;
    private final @Nullable CallContext context;

    private Invoker(
            String name, @Nullable MethodHandle handle, @Nullable Exception failure, @Nullable CallContext context) {
        this.name = name;
        this.handle = handle;
        this.failure = failure;
        this.context = context;
    }

    static Invoker of(String name, MethodHandle handle) {
        return new Invoker(name, handle, null, null);
    }

    /** A method for which an argument could not be had: every call of it fails. */
    static Invoker failing(String name, Exception failure) {
        return new Invoker(name, null, failure, null);
    }

    /** The same, each call within this context. */
    Invoker within(@Nullable CallContext around) {
        return new Invoker(name, handle, failure, around);
    }

    /** What the method returns, {@code null} if nothing; throws what it throws. */
    @Nullable Object call(Object subject, boolean last) throws Throwable {
        return context == null ? invoke(subject, last) : context.around(() -> invoke(subject, last));
    }

    private @Nullable Object invoke(Object subject, boolean last) throws Throwable {
        if (handle == null) {
            throw failure == null ? new IllegalStateException(name) : failure;
        }
        return (Object) handle.invokeExact(subject, last);
    }

    /** Class, method and parameters. */
    @Override
    public String toString() {
        return name;
    }
}
