package dev.mooring.tyrus.lifecycle;

import dev.mooring.websocket.InitialConnect;
import dev.mooring.websocket.RetryPolicy;

/** How often may be tried: by one policy, and perhaps less often until the first connection is open. */
public record RetryRules(RetryPolicy policy, InitialConnect initial) {

    boolean allows(int retry, boolean everOpened) {
        Integer first = initial.maxRetries();
        return policy.allows(retry) && (everOpened || first == null || retry <= first);
    }
}
