package dev.mooring.testkit;

import java.util.Arrays;

/** The numbers that one end logged for one sender, in the order of logging. Thread-safe. */
final class SequenceLog {

    private long[] numbers = new long[64];
    private int size;

    synchronized void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
        }
        numbers[size++] = number;
    }

    synchronized int size() {
        return size;
    }

    synchronized long[] copy() {
        return Arrays.copyOf(numbers, size);
    }
}
