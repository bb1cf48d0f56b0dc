package dev.mooring.benchmarks.load;

import static java.util.Objects.requireNonNull;

import dev.mooring.benchmarks.contender.Client;
import dev.mooring.benchmarks.contender.Contender;
import dev.mooring.benchmarks.contender.Events;
import java.net.URI;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection that works in bouts and rests between them, so that others of the same process can have theirs. A bout is over
 * when its last message has been handled at its other end: what lies in the sockets by then, which differs by who sends, is in
 * its time. Rows of one connection only, against a guarded server.
 */
public final class Bout implements Events {

    /** Comes behind the messages of a bout: to the client, or from it and back. */
    public static final String MARK = ".";

    /** Has the server flood. */
    public static final String GO = "go";

    /** Has it end, with the mark. */
    public static final String HALT = "halt";

    /** At the end of the query: the server does not flood before it is told to. */
    public static final String HELD = "&held";

    private static final int PATIENCE_SECONDS = 30;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 64;

    private final Row row;
    private final String message;
    private final Window window;
    private final Semaphore through = new Semaphore(0);
    private volatile boolean working;
    private volatile @Nullable Throwable broken;
    private @Nullable Client client;
    private long count; // in a bout the sender's or the handler's alone
    private int inFlight; // an echo's, the handler's

    private Bout(Row row) {
        this.row = row;
        message = "m".repeat(row.size());
        window = new Window(row.window());
    }

    /**
     * Refuses rows that it knows no bouts of.
     *
     * @throws IllegalArgumentException if this is one
     */
    public static void require(Row row) {
        if (row.connections() != 1 || row.kind() == Row.Kind.SEND_AND_WAIT) {
            throw new IllegalArgumentException(
                    "no bouts of " + row.name() + ": asynchronous rows of one connection only");
        }
    }

    /** Opens the connection to the server at this port; it rests. */
    public static Bout open(Row row, Contender contender, int port) throws Exception {
        require(row);
        Bout bout = new Bout(row);
        String held = row.kind() == Row.Kind.RECEIVE ? HELD : "";
        bout.client = contender.connect(URI.create("ws://127.0.0.1:" + port + row.path() + held), bout);
        return bout;
    }

    /** Works for so long, and until all is through; how many messages there were. */
    public long work(int millis) throws InterruptedException {
        count = 0;
        inFlight = row.window();
        working = true;
        Client open = requireNonNull(client);
        switch (row.kind()) {
            case SEND -> {
                sendFor(millis);
                window.acquire();
                open.send(MARK);
            }
            case RECEIVE -> {
                open.send(GO);
                Thread.sleep(millis);
                open.send(HALT);
            }
            case ECHO -> {
                for (int i = 0; i < row.window(); i++) {
                    open.send(message);
                }
                Thread.sleep(millis);
            }
            case SEND_AND_WAIT -> throw new AssertionError(row);
        }
        working = false;
        boolean whole = through.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (broken != null || !whole) {
            throw new IllegalStateException(
                    "not all of a bout was through within " + PATIENCE_SECONDS + " s: is the server a guarded one?",
                    broken);
        }
        return count;
    }

    private void sendFor(int millis) {
        Client open = requireNonNull(client);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (System.nanoTime() < end && broken == null) {
            for (int i = 0; i < BETWEEN_LOOKS_AT_THE_CLOCK && window.acquire(); i++) {
                open.send(message);
                count++;
            }
        }
    }

    @Override
    public void received(String text) {
        if (text.equals(MARK)) {
            through.release();
            return;
        }
        count++;
        if (row.kind() == Row.Kind.ECHO) {
            if (working) {
                requireNonNull(client).send(message);
            } else if (--inFlight == 0) {
                through.release();
            }
        }
    }

    @Override
    public void sent() {
        if (row.kind() == Row.Kind.SEND) {
            window.release();
        }
    }

    @Override
    public void failed(Throwable failure) {
        broken = failure;
        through.release();
    }
}
