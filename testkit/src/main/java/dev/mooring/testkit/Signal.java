package dev.mooring.testkit;

import java.io.IOException;

/** The signals sent by the {@code kill} command; Java itself can send but TERM and KILL. Only processes started here get them. */
public enum Signal {
    /** Freezes a process: its kernel goes on accepting connects and acknowledging bytes, itself does nothing. */
    STOP,
    /** Lets a frozen process go on. */
    CONT;

    /**
     * Sends it, and returns when it has had its effect.
     *
     * @throws IllegalStateException if the process has ended, or there are no such signals on this system
     */
    public void send(Process target) {
        if (!target.isAlive()) {
            throw new IllegalStateException("the process has ended, with code " + target.exitValue());
        }
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), String.valueOf(target.pid()))
                    .inheritIO()
                    .start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new IllegalStateException("kill -" + name() + " " + target.pid() + " failed");
            }
        } catch (IOException e) {
            throw new IllegalStateException("there is no kill command", e);
        }
        ProcessState.await(target, this == STOP);
    }
}
