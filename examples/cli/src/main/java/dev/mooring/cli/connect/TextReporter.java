package dev.mooring.cli.connect;

import dev.mooring.websocket.Failed;
import dev.mooring.websocket.MessageDropped;
import dev.mooring.websocket.SessionEvent;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of plain words with the time of day. Says nothing about changes that another line tells better. */
final class TextReporter implements Reporter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final PrintStream err;
    private final EventWords words;
    private volatile @Nullable Failed failure;
    private boolean afterDrop; // events come one at a time

    TextReporter(PrintStream err, boolean colour) {
        this.err = err;
        this.words = new EventWords(colour);
    }

    @Override
    public void onEvent(SessionEvent event) {
        if (event instanceof Failed failed) {
            failure = failed;
        }
        boolean again = event instanceof MessageDropped && afterDrop;
        afterDrop = event instanceof MessageDropped;
        if (again) {
            return; // thousands may go at once: the first stands for all, and their number comes at the end
        }
        words.of(event).ifPresent(text -> write(event.at(), text));
    }

    @Override
    public void note(String kind, String text, Map<String, ?> fields) {
        write(Instant.now(), text);
    }

    @Override
    public void failed(Throwable cause) {
        Failed event = failure;
        err.println(event == null ? words.failed(cause) : words.failed(event));
    }

    private void write(Instant at, String text) {
        err.println(TIME.format(LocalTime.ofInstant(at, ZoneId.systemDefault())) + "  " + text);
    }
}
