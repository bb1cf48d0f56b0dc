package dev.mooring.benchmarks.contender;

import java.io.IOException;

/** One open connection of a contender, used as its users would. */
public interface Client {

    /** Sends without waiting; {@link Events#sent} follows when it is written. */
    void send(String text);

    /** Sends and returns when it is written. */
    void sendAndWait(String text) throws IOException;
}
