package dev.mooring.tyrus.engine;

import jakarta.websocket.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How messages of a resumable session ended, on its way to handlers of the application's. It is noted under the sender's lock and
 * told without, so that they hear in the order in which their messages ended, whichever thread gets on more quickly. Thread-safe.
 */
final class Endings {

    private record Ending(List<Parcel> parcels, SendResult result) {}

    private final Queue<Ending> noted = new ConcurrentLinkedQueue<>();

    /** Notes how these ended; returns those of them whose senders the caller is to tell at once. */
    List<Parcel> note(List<Parcel> ended, SendResult result) {
        List<Parcel> quick = new ArrayList<>(ended.size());
        List<Parcel> slow = new ArrayList<>();
        for (Parcel parcel : ended) {
            (parcel.isQuick() ? quick : slow).add(parcel);
        }
        if (!slow.isEmpty()) {
            noted.add(new Ending(slow, result)); // what comes together costs one turn on the executor
        }
        return quick;
    }

    boolean isEmpty() {
        return noted.isEmpty();
    }

    /** Within the gate: tells all that has been noted. */
    void tell(Sender sender) {
        for (Ending next = noted.poll(); next != null; next = noted.poll()) {
            for (Parcel parcel : next.parcels) {
                sender.conclude(parcel, next.result);
            }
        }
    }
}
