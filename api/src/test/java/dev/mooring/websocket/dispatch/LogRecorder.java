package dev.mooring.websocket.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Listens to a class's log while it is open; nothing of it is printed meanwhile. */
final class LogRecorder extends Handler implements AutoCloseable {

    private final Logger logger; // held, for the log manager holds loggers weakly
    private final List<LogRecord> records = new ArrayList<>();

    LogRecorder(Class<?> source) {
        logger = Logger.getLogger(source.getName());
        logger.addHandler(this);
        logger.setUseParentHandlers(false);
    }

    List<LogRecord> warnings() {
        return records.stream().filter(r -> r.getLevel().equals(Level.WARNING)).toList();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
