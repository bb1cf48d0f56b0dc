package dev.mooring.tyrus.netty;

import dev.mooring.websocket.Failure;
import jakarta.websocket.CloseReason;
import java.util.function.IntSupplier;
import org.glassfish.tyrus.spi.ReadHandler;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/** Whom a line serves: takes the answer to the upgrade, then what is read, and hears how all ends. */
interface UpperLayer {

    /**
     * Takes the answer, on the executor.
     *
     * @return what to feed with frames, by the event loop; {@code null} when there is nothing more to do with this line, and who
     *     cares has been told
     */
    @Nullable ReadHandler upgraded(UpgradeResponse response, Outbound outbound);

    /** There will be no connection. Only the first word counts. */
    void failed(Failure failure);

    /** The socket is gone. */
    void socketClosed();

    /** What the peer sent breaks a rule: the connection ends with this close frame, and no more of what the peer sends is read. */
    void breakOff(CloseReason reason);

    /** Whether whole messages may go past Tyrus: no extension changes what is in a frame. Only once it is upgraded. */
    boolean shortWay();

    /** How long a frame may be where messages may be so long. Only once it is upgraded. */
    IntSupplier longestFrame(IntSupplier limit);

    /** Whether data that still arrives is nobody's. */
    boolean isEnding();
}
