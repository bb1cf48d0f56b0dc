package dev.mooring.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Compares what was sent with what was handled, by logs that both applications keep: knows nothing of connections,
 * acknowledgements or the library under test.
 *
 * <pre>{@code
 * DeliveryCheck check = new DeliveryCheck(seed);
 * session.getAsyncRemote().sendText(check.next("client"));   // one thread for each sender, for the order is compared
 * ...
 * @OnMessage void message(String text) { check.handled(text); }
 * ...
 * check.requireClean();
 * }</pre>
 *
 * <p>Thread-safe; {@link #next} of one sender is to be called in the order of sending.
 */
public final class DeliveryCheck {

    private final long seed;
    private final Map<String, SequenceLog> sent = new ConcurrentSkipListMap<>();
    private final Map<String, SequenceLog> handled = new ConcurrentSkipListMap<>();

    /** A check of a run with this seed, which every report tells. */
    public DeliveryCheck(long seed) {
        this.seed = seed;
    }

    /**
     * The sender's next message, logged as sent: {@code sender#number}, from 1.
     *
     * @throws IllegalArgumentException if the sender's name is empty, or has white space, at which a message's head ends
     */
    public String next(String sender) {
        if (sender.isEmpty() || sender.chars().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException("a sender's name must be one word, but is '" + sender + "'");
        }
        SequenceLog log = sent.computeIfAbsent(sender, key -> new SequenceLog());
        synchronized (log) {
            long number = log.size() + 1L;
            log.add(number);
            return sender + "#" + number;
        }
    }

    /**
     * A handler got this message; what follows a space is the application's own.
     *
     * @throws IllegalArgumentException if it is none of ours
     */
    public void handled(String message) {
        int space = message.indexOf(' ');
        String head = space < 0 ? message : message.substring(0, space);
        int mark = head.lastIndexOf('#');
        if (mark < 1) {
            throw new IllegalArgumentException("not a message of a delivery check: " + message);
        }
        handled.computeIfAbsent(head.substring(0, mark), key -> new SequenceLog())
                .add(Long.parseLong(head.substring(mark + 1)));
    }

    /** Writes down what was logged so far, for the check of another process to {@link #add}. */
    public void save(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            write(out, "sent", sent);
            write(out, "handled", handled);
        }
    }

    private static void write(BufferedWriter out, String what, Map<String, SequenceLog> logs) throws IOException {
        for (Map.Entry<String, SequenceLog> log : logs.entrySet()) {
            for (long number : log.getValue().copy()) {
                out.write(what + " " + log.getKey() + "#" + number + "\n");
            }
        }
    }

    /**
     * Takes over what the application of another process logged: no sender may have sent in both.
     *
     * @throws IllegalArgumentException if the file is none of {@link #save}, or somebody sent in both
     */
    public void add(Path saved) throws IOException {
        for (String line : Files.readAllLines(saved)) {
            String[] words = line.split(" ", 2);
            if (words.length == 2 && words[0].equals("handled")) {
                handled(words[1]);
            } else if (words.length != 2
                    || !words[0].equals("sent")
                    || !next(sender(words[1])).equals(words[1])) {
                throw new IllegalArgumentException("not the logs of one other process: " + line);
            }
        }
    }

    private static String sender(String message) {
        return message.substring(0, Math.max(0, message.lastIndexOf('#')));
    }

    /** How many messages this sender has sent. */
    public int sent(String sender) {
        SequenceLog log = sent.get(sender);
        return log == null ? 0 : log.size();
    }

    /** How many messages of this sender were handled, repetitions included. */
    public int handledFrom(String sender) {
        SequenceLog log = handled.get(sender);
        return log == null ? 0 : log.size();
    }

    /** What went wrong so far; messages still under way count as lost. */
    public Report report() {
        long lost = 0;
        long repeated = 0;
        long disordered = 0;
        long total = 0;
        StringBuilder examples = new StringBuilder();
        Map<String, long[]> arrived = new TreeMap<>();
        handled.forEach((sender, log) -> arrived.put(sender, log.copy()));
        // Counted only now, so that whatever has been handled was sent.
        sent.keySet().forEach(sender -> arrived.putIfAbsent(sender, new long[0]));
        for (Map.Entry<String, long[]> log : arrived.entrySet()) {
            String sender = log.getKey();
            int count = sent(sender);
            total += count;
            BitSet seen = new BitSet(count + 1);
            long highest = 0;
            for (long number : log.getValue()) {
                if (number < 1 || number > count) {
                    note(examples, "never sent", sender, number);
                    repeated++;
                    continue;
                }
                if (seen.get((int) number)) {
                    note(examples, "repeated", sender, number);
                    repeated++;
                } else if (number < highest) {
                    note(examples, "out of order", sender, number);
                    disordered++;
                }
                seen.set((int) number);
                highest = Math.max(highest, number);
            }
            long missing = (long) count - seen.cardinality();
            if (missing > 0) {
                note(examples, "lost", sender, seen.nextClearBit(1));
            }
            lost += missing;
        }
        return new Report(seed, total, lost, repeated, disordered, examples.toString());
    }

    private static void note(StringBuilder examples, String what, String sender, long number) {
        if (examples.length() < 400) {
            examples.append(examples.isEmpty() ? "" : ", ")
                    .append(what)
                    .append(' ')
                    .append(sender)
                    .append('#')
                    .append(number);
        }
    }

    /**
     * Fails unless every message was handled once and in order.
     *
     * @throws AssertionError with the counts, the first cases and the seed
     */
    public void requireClean() {
        Report report = report();
        if (!report.isClean()) {
            throw new AssertionError(report.toString());
        }
    }

    /**
     * What a check found.
     *
     * @param seed of the run
     * @param sent messages sent
     * @param lost messages never handled
     * @param repeated times that a message was handled again, or was never sent
     * @param disordered messages handled after a later one
     * @param examples the first cases
     */
    public record Report(long seed, long sent, long lost, long repeated, long disordered, String examples) {

        /** Whether there was none of all that. */
        public boolean isClean() {
            return lost == 0 && repeated == 0 && disordered == 0;
        }

        @Override
        public String toString() {
            return sent + " sent, " + lost + " lost, " + repeated + " repeated, " + disordered + " out of order; seed "
                    + seed + (examples.isEmpty() ? "" : ": " + examples);
        }
    }
}
