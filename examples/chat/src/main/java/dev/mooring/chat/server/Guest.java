package dev.mooring.chat.server;

import dev.mooring.chat.Name;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Somebody who gave a name. The name is the token: a real server would verify one here. */
record Guest(String name) implements Principal {

    /** Who this token stands for, or {@code null} for nobody. */
    static @Nullable Guest of(String token) {
        return Name.isOne(token) ? new Guest(token) : null;
    }

    @Override
    public String getName() {
        return name;
    }
}
