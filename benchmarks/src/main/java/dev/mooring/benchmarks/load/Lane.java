package dev.mooring.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Events;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection under load. Only one thread counts on it: its sender, or the one that delivers. */
final class Lane implements Events {

    private final Row row;
    private final boolean echoes;
    private final String message;
    private final Window window;
    private final AtomicLong count = new AtomicLong();
    private final @Nullable RoundTrips trips;
    private volatile boolean stopped;
    private volatile @Nullable Throwable broken;
    private @Nullable Client client;

    Lane(Row row, String message) {
        this.row = row;
        this.echoes = row.kind() == Row.Kind.ECHO;
        this.message = message;
        this.window = new Window(row.window());
        this.trips = row.isPingPong() ? new RoundTrips() : null;
    }

    void open(Client open) {
        client = open;
    }

    /** The first messages of an echo; each answer brings the next. */
    void throwIn() {
        for (int i = 0; i < row.window(); i++) {
            requireNonNull(client).send(message);
        }
    }

    void sendUntilInterrupted() {
        Client open = requireNonNull(client);
        while (!stopped && window.acquire()) {
            open.send(message);
            counted();
        }
    }

    void sendAndWaitUntilInterrupted() {
        Client open = requireNonNull(client);
        try {
            while (!stopped) {
                open.sendAndWait(message);
                counted();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public void received(String text) {
        counted();
        if (trips != null) {
            trips.mark();
        }
        if (echoes && !stopped) {
            requireNonNull(client).send(message);
        }
    }

    @Override
    public void sent() {
        if (!echoes) {
            window.release();
        }
    }

    @Override
    public void failed(Throwable failure) {
        if (!stopped) {
            broken = failure;
        }
    }

    long count() {
        if (broken != null) {
            throw new IllegalStateException("the connection broke: its figures mean nothing", broken);
        }
        return count.get();
    }

    /** How many round trips there were; 0 where they are of no interest. */
    int roundTrips() {
        return trips == null ? 0 : trips.count();
    }

    /** The median of the round trips after so many, in nanoseconds; 0 where there are none. */
    double roundTripAfter(int before) {
        return trips == null ? 0 : trips.medianAfter(before);
    }

    void stop() {
        stopped = true;
    }

    private void counted() {
        count.lazySet(count.getPlain() + 1);
    }
}
