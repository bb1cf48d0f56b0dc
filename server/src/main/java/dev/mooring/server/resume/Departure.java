package dev.mooring.server.resume;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next message for the connection with this number, which has none now, and those that have expired before it. */
record Departure(Carrier by, long connection, @Nullable Retained next, List<Retained> expired) {}
