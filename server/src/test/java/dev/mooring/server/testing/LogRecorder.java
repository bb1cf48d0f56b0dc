package dev.mooring.server.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Listens to a class's log while it is open: each record with its stack trace, causes included. */
public final class LogRecorder extends Handler implements AutoCloseable {

    private final Logger logger; // held, for the log manager holds loggers weakly
    private final @Nullable Level level;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public LogRecorder(Class<?> source) {
        logger = Logger.getLogger(source.getName());
        level = logger.getLevel();
        logger.setLevel(Level.ALL); // the tests run without any log
        logger.addHandler(this);
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord record) {
        StringWriter text = new StringWriter();
        text.write(record.getMessage());
        if (record.getThrown() != null) {
            record.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        lines.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(level);
    }
}
