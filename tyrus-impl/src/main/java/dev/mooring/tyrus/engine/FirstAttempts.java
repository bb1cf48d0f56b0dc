package dev.mooring.tyrus.engine;

import dev.mooring.websocket.ConnectionException;
import dev.mooring.websocket.Redaction;
import jakarta.websocket.DeploymentException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The attempts of a first connection, to be told when it finally fails. Confined to the driver. */
final class FirstAttempts {

    private static final int MAX = 20;

    private List<String> told = List.of(); // most first connections succeed at once

    void failed(URI target, ConnectionException cause) {
        if (told.isEmpty()) {
            told = new ArrayList<>(4);
        }
        if (told.size() < MAX) {
            told.add(Redaction.of(target) + ": " + cause.getMessage());
        }
    }

    /** No more attempts are made: which failed how. */
    DeploymentException failure(URI target, ConnectionException cause) {
        StringBuilder message = new StringBuilder("no connection to ")
                .append(Redaction.of(target))
                .append(": ")
                .append(cause.getMessage());
        for (int i = 0; i < told.size(); i++) {
            message.append(System.lineSeparator())
                    .append("  attempt ")
                    .append(i + 1)
                    .append(" to ")
                    .append(told.get(i));
        }
        return new DeploymentException(message.toString(), cause);
    }
}
