package dev.mooring.tyrus.netty;

import dev.mooring.tyrus.core.QuickAcks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The one way out of a connection: whole messages of the short way and frames that Tyrus made, in the order of the calls.
 *
 * <p>Any thread may offer; frames gather on a stack, whoever finds it empty wakes the event loop, and that takes all of them
 * at once. It encodes as many as fit into one pooled buffer, and no more than the socket has room for: what waits stays here
 * as it is, so that a peer that does not read costs no buffers. One flush follows each round.
 */
final class Outbound {

    private static final System.Logger LOG = System.getLogger(Outbound.class.getName());

    /** The largest buffer of the socket that is filled at once; a message may need many. */
    static final int BUFFER = 64 << 10;

    /** How long the peer may take to read what was written, our close frame last, and to answer that. */
    private static final long LINGER_MILLIS = 2000;

    /** How long what the peer had sent may take to be read, when it takes nothing more. */
    private static final long LAST_WORDS_MILLIS = 500;

    private static final @Nullable ChannelOption<Boolean> QUICK_ACKS =
            QuickAcks.OPTION == null ? null : NioChannelOption.of(QuickAcks.OPTION);

    private final Channel channel;
    private final Completions completions;
    private final boolean
            alone; // over TLS a buffer holds one frame: only so it is known how far a broken connection got
    private final AtomicReference<@Nullable Outgoing> offered = new AtomicReference<>();

    private final Runnable pump = this::pump; // once: it is the task of every message

    // all of these by the event loop alone
    private @Nullable Outgoing head;
    private @Nullable Outgoing tail;
    private boolean pumping;
    private boolean corked;
    private boolean closeSent;
    private boolean peerClosed;
    private boolean ended;
    private boolean dead;
    private @Nullable List<Written> broken;

    Outbound(Channel channel, Completions completions, boolean secure) {
        this.channel = channel;
        this.completions = completions;
        this.alone = secure;
    }

    Completions completions() {
        return completions;
    }

    /** Whether the calling thread is the one that writes, so that it must not wait for what is written. */
    boolean isOwnLoop() {
        return channel.eventLoop().inEventLoop();
    }

    /** Whether anything is still to be written, by a look from outside the event loop. */
    boolean hasUnwritten() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer(); // null when it is closed
        return offered.get() != null || head != null || (buffer != null && buffer.totalPendingWriteBytes() > 0);
    }

    /** Queues a frame, or the end. */
    void offer(Outgoing frame) {
        if (channel.eventLoop().inEventLoop()) {
            takeOffered();
            append(frame);
            if (!corked || frame.isAwaited()) {
                pump();
            }
            return;
        }
        Outgoing before;
        do {
            before = offered.get();
            frame.next = before;
        } while (!offered.compareAndSet(before, frame));
        if (before == null) {
            try {
                channel.eventLoop().execute(pump);
            } catch (RejectedExecutionException e) {
                failAll(offered.getAndSet(null), "the connection is closed"); // and the transport
            } catch (Throwable e) { // no memory for the task: nobody else would wake the event loop
                failAll(offered.getAndSet(null), "the event loop took no task: " + e);
            }
        }
    }

    /** Within the event loop: what is offered while a read goes on waits for its end, to be flushed together. */
    void cork() {
        corked = true;
    }

    void uncork() {
        corked = false;
        pump();
    }

    /** Within the event loop: the peer has sent its close frame, or nothing it still sends matters. */
    void peerClosed() {
        peerClosed = true;
        if (ended) {
            channel.close();
        }
    }

    /**
     * Within the event loop: whether all is written, the close frame too, and the connection ends by itself in a while. Until
     * then it had better be read: a socket that is closed with unread data resets the connection, and what the peer has not
     * read by then is lost to it.
     */
    boolean isLingering() {
        return ended && !dead;
    }

    /** Within the event loop: the channel is gone. */
    void dead() {
        dead = true;
        List<Written> lost = broken;
        broken = null;
        if (lost != null) {
            lost.forEach(Written::fail);
        }
        pump();
    }

    /**
     * Within the event loop: a write failed. A peer that closed has mostly said why before, and that may not be read yet: so the channel does not
     * close by itself, and who sent hears of it when all is read, and the channel is at its end.
     */
    void broken(Written written) {
        if (dead) {
            written.fail();
            return;
        }
        if (broken == null) {
            broken = new ArrayList<>();
            channel.eventLoop().schedule((Runnable) channel::close, LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        }
        broken.add(written);
    }

    /**
     * Within the event loop: writes while there is something to write, and room in the socket's buffers. Throws nothing: what
     * was offered is in the queue, and told from there.
     */
    void pump() {
        if (pumping) {
            return; // a completion, called by the round that is under way
        }
        pumping = true;
        try {
            drain();
        } catch (Throwable e) { // there was no memory for a buffer, most likely
            LOG.log(System.Logger.Level.WARNING, "a connection is ended, as it could not be written to", e);
            // Part of a frame may be lost: nothing may follow. What waits is told when the channel is gone. Past the
            // handlers, as they might need memory to say goodbye.
            channel.unsafe().close(channel.voidPromise());
        } finally {
            pumping = false;
        }
    }

    private void drain() {
        takeOffered();
        while (head != null) {
            if (dead) {
                Outgoing rest = head;
                head = null;
                tail = null;
                failAll(rest, "the connection is closed");
            } else if (!channel.isWritable()) {
                break;
            } else {
                fill();
            }
            takeOffered();
        }
    }

    private void fill() {
        boolean data = false;
        while (head != null && channel.isWritable()) {
            Outgoing first = head;
            if (first.isEnd() || closeSent) {
                removeHead();
                if (first.isEnd()) {
                    end();
                } else {
                    completions.call(first.completion(), new IOException("the connection is closing"));
                }
            } else {
                data |= writeBuffer();
            }
        }
        channel.flush();
        if (!data) {
            acknowledgeAtOnce();
        }
    }

    private void acknowledgeAtOnce() {
        try {
            if (QUICK_ACKS != null) {
                channel.config().setOption(QUICK_ACKS, true);
            }
        } catch (ChannelException e) {
            QuickAcks.failed(e);
        }
    }

    /** Returns whether more than control frames went into it. */
    private boolean writeBuffer() {
        boolean data = false;
        int size = size();
        Written written = new Written(channel, completions, this);
        ByteBuf buffer = channel.alloc().directBuffer(size);
        ChannelPromise promise;
        try {
            ByteBuffer to = buffer.internalNioBuffer(0, size);
            int base = to.position();
            int at = base;
            LoopTools tools = LoopTools.current();
            while (head != null && !head.isEnd() && !closeSent) {
                Outgoing frame = head;
                data |= !frame.isControl();
                at = frame.encode(to, at, base + size, tools);
                if (frame.remaining() > 0) {
                    break;
                }
                written.add(frame, at - base);
                removeHead();
                closeSent = frame.isClose();
                if (alone) {
                    break;
                }
            }
            buffer.writerIndex(at - base);
            promise = written.promise();
        } catch (Throwable e) {
            buffer.release();
            putBack(written);
            throw e;
        }
        channel.write(buffer, promise);
        return data;
    }

    /** The room that what waits needs, up to the largest buffer; at least one frame's header fits. */
    private int size() {
        long needed = 0;
        for (Outgoing frame = head; frame != null && !frame.isEnd() && needed < BUFFER; frame = frame.next) {
            needed += frame.remaining();
            if (alone) {
                break;
            }
        }
        return (int) Math.min(BUFFER, needed);
    }

    /** All that was queued before is written: the connection ends when the peer has ended it, too. */
    private void end() {
        ChannelPromise flushed = channel.newPromise();
        flushed.addListener(future -> {
            ended = true;
            if (peerClosed) {
                channel.close();
            } else {
                channel.eventLoop().schedule((Runnable) channel::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
        channel.write(Unpooled.EMPTY_BUFFER, flushed);
    }

    private void takeOffered() {
        Outgoing newest = offered.get() == null ? null : offered.getAndSet(null);
        Outgoing first = null;
        Outgoing last = newest;
        while (newest != null) { // the stack has the newest first
            Outgoing older = newest.next;
            newest.next = first;
            first = newest;
            newest = older;
        }
        if (first != null) {
            if (tail == null) {
                head = first;
            } else {
                tail.next = first;
            }
            tail = last;
        }
    }

    private void append(Outgoing frame) {
        if (tail == null) {
            head = frame;
        } else {
            tail.next = frame;
        }
        tail = frame;
    }

    private void removeHead() {
        Outgoing removed = head;
        if (removed != null) {
            head = removed.next;
            removed.next = null;
            if (head == null) {
                tail = null;
            }
        }
    }

    /** What went into a buffer that does not go waits again with the others, to be told with them. */
    private void putBack(Written written) {
        Outgoing last = written.last();
        if (last != null) {
            last.next = head;
            head = written.first();
            tail = tail == null ? last : tail;
        }
    }

    private void failAll(@Nullable Outgoing first, String why) {
        Outgoing frame = first;
        while (frame != null) {
            Outgoing next = frame.next;
            frame.next = null;
            completions.call(frame.completion(), new IOException(why));
            frame = next;
        }
    }
}
