package dev.mooring.tyrus.engine;

import dev.mooring.websocket.SessionEvent;
import java.net.URI;
import java.util.List;

/** Those who see every event of a container at once, on the thread it happens on: logging, flight recorder, counters. */
final class Observers {

    /** Sees events; thread-safe, quick, throws nothing. */
    interface Observer {
        void observe(SessionEvent event, URI target);
    }

    private final List<Observer> observers;

    Observers(List<Observer> observers) {
        this.observers = List.copyOf(observers);
    }

    void observe(SessionEvent event, URI target) {
        for (Observer observer : observers) {
            observer.observe(event, target);
        }
    }
}
