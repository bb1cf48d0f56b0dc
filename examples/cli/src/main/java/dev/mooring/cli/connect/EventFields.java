package dev.mooring.cli.connect;

import dev.mooring.cli.OneLine;
import dev.mooring.websocket.SessionEvent;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an event as JSON shows them: the accessors of its record, so that new kinds of event need nothing here.
 * A duration becomes a number of milliseconds and its field's name gets the ending {@code Ms}, an exception becomes its
 * message, and what is null is left out.
 */
final class EventFields {

    private EventFields() {}

    static Map<String, Object> of(SessionEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("event", event.getClass().getSimpleName());
        fields.put("at", event.at().toString()); // second, so that lines read alike whatever the kind
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            put(fields, component.getName(), read(component, event));
        }
        return fields;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value instanceof Duration duration) {
            fields.put(name + "Ms", duration.toMillis());
        } else if (value instanceof Throwable failure) {
            fields.put(name, OneLine.of(failure));
        } else if (value instanceof Number || value instanceof Boolean) {
            fields.put(name, value);
        } else if (value != null) {
            fields.put(name, value instanceof Enum<?> constant ? constant.name() : value.toString());
        }
    }

    private static @Nullable Object read(RecordComponent component, SessionEvent event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A public accessor of a public record", impossible);
        }
    }
}
