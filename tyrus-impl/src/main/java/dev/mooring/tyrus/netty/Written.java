package dev.mooring.tyrus.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import jakarta.websocket.SendHandler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frames that end in one buffer, and how far the operating system has taken it: each frame's completion succeeds when
 * its last byte is gone, and fails when the connection breaks before that, so that a message which the peer may have seen
 * never counts as one that did not leave.
 */
final class Written implements ChannelProgressiveFutureListener {

    private final Channel channel;
    private final Completions completions;
    private final Outbound outbound;
    private @Nullable Throwable failure;
    private @Nullable Outgoing head; // linked by next
    private @Nullable Outgoing tail;
    private int[] ends = new int[1];
    private int count;
    private int told;

    Written(Channel channel, Completions completions, Outbound outbound) {
        this.channel = channel;
        this.completions = completions;
        this.outbound = outbound;
    }

    /** This frame's last byte is at this place in the buffer. */
    void add(Outgoing frame, int end) {
        if (frame.completion() == null) {
            return;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 4 * count);
        }
        ends[count++] = end;
        if (tail == null) {
            head = frame;
        } else {
            tail.next = frame;
        }
        tail = frame;
    }

    /** The first of the frames, for who has a use for them although they are not written. */
    @Nullable Outgoing first() {
        return head;
    }

    /** The last of them. */
    @Nullable Outgoing last() {
        return tail;
    }

    ChannelPromise promise() {
        return count <= 1
                ? channel.newPromise().addListener(this::complete)
                : channel.newProgressivePromise().addListener(this);
    }

    @Override
    public void operationProgressed(ChannelProgressiveFuture future, long progress, long total) {
        tell(progress, null);
    }

    @Override
    public void operationComplete(ChannelProgressiveFuture future) {
        complete(future);
    }

    private void complete(Future<?> future) {
        failure = future.cause();
        if (failure == null) {
            tell(Long.MAX_VALUE, null);
        } else {
            outbound.broken(this); // which calls fail() in its time
        }
    }

    /** Tells all that are left that they failed. */
    void fail() {
        tell(Long.MAX_VALUE, failure);
    }

    /** Those that end up to there. */
    private void tell(long end, @Nullable Throwable cause) {
        Completions.Batch batch = completions.begin();
        Outgoing frame = head;
        while (frame != null && ends[told] <= end) {
            head = frame.next;
            frame.next = null;
            told++;
            SendHandler completion = frame.completion();
            if (completion != null) {
                batch.call(completion, cause);
            }
            frame = head;
        }
        batch.end();
    }
}
