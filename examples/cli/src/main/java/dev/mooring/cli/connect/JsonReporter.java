package dev.mooring.cli.connect;

import dev.mooring.cli.OneLine;
import dev.mooring.websocket.Failed;
import dev.mooring.websocket.SessionEvent;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.PrintStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line. */
final class JsonReporter implements Reporter {

    private final Jsonb jsonb = JsonbBuilder.create();
    private final PrintStream err;
    private volatile boolean toldWhy;

    JsonReporter(PrintStream err) {
        this.err = err;
    }

    @Override
    public void onEvent(SessionEvent event) {
        write(EventFields.of(event));
        if (event instanceof Failed) {
            toldWhy = true;
        }
    }

    @Override
    public void note(String kind, String text, Map<String, ?> fields) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("event", kind);
        all.put("at", Instant.now().toString());
        all.putAll(fields);
        write(all);
        if (kind.equals("InputFailed") || kind.equals("OutputFailed")) {
            toldWhy = true;
        }
    }

    @Override
    public void failed(Throwable cause) {
        if (!toldWhy) {
            note("Failed", "", Map.of("cause", OneLine.of(cause)));
        }
    }

    private void write(Map<String, Object> fields) {
        err.println(jsonb.toJson(fields)); // one call, so that lines of several threads stay whole
    }
}
