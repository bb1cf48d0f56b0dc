package dev.mooring.benchmarks.load;

import dev.mooring.benchmarks.contender.Contender;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A row at work: opens its connections, keeps them busy and counts the messages. */
public final class Load implements AutoCloseable {

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> senders = new ArrayList<>();

    private Load() {}

    /** Starts a row against the server at this port. */
    public static Load start(Row row, Contender contender, int port) throws Exception {
        Load load = new Load();
        URI uri = URI.create("ws://127.0.0.1:" + port + row.path());
        String message = "m".repeat(row.size());
        for (int i = 0; i < row.connections(); i++) {
            Lane lane = new Lane(row, message);
            load.lanes.add(lane);
            lane.open(contender.connect(uri, lane));
        }
        for (Lane lane : load.lanes) {
            load.begin(row, lane);
        }
        return load;
    }

    private void begin(Row row, Lane lane) {
        switch (row.kind()) {
            case SEND -> spawn(lane::sendUntilInterrupted);
            case SEND_AND_WAIT -> spawn(lane::sendAndWaitUntilInterrupted);
            case ECHO -> lane.throwIn();
            case RECEIVE -> {}
        }
    }

    private void spawn(Runnable sender) {
        Thread thread = new Thread(sender, "sender");
        thread.setDaemon(true);
        senders.add(thread);
        thread.start();
    }

    /** The messages so far. */
    public long count() {
        long sum = 0;
        for (Lane lane : lanes) {
            sum += lane.count();
        }
        return sum;
    }

    /** The round trips so far, in rows that are about them; else 0. */
    public int roundTrips() {
        return lanes.get(0).roundTrips();
    }

    /** The median of the round trips after so many, in nanoseconds; else 0. */
    public double roundTripAfter(int before) {
        return lanes.get(0).roundTripAfter(before);
    }

    /** Stops sending; the connections are the contender's to close. */
    @Override
    public void close() throws InterruptedException {
        for (Lane lane : lanes) {
            lane.stop();
        }
        for (Thread sender : senders) {
            sender.interrupt();
            sender.join(1000);
        }
    }
}
