package dev.mooring.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether people look at us, and how large their window is. */
public final class Terminal {

    private static final Pattern STTY_SIZE = Pattern.compile("(\\d+) (\\d+)\\s*");

    private Terminal() {}

    /** The size of a window in characters. */
    public record Size(int rows, int columns) {}

    /**
     * Whether standard input, output and error are all terminals. Java cannot tell that of standard error, and from 22 on
     * has a console also where there is no terminal, so the shell is asked.
     */
    @SuppressWarnings("SystemConsoleNull") // only to ask the shell less often
    public static boolean isInteractive() {
        if (System.console() == null || "dumb".equals(System.getenv("TERM"))) {
            return false; // spares the shell in the common case: a pipe
        }
        return holds("test -t 0 && test -t 1 && test -t 2");
    }

    /** Whether standard output is a terminal, whatever the other two are: then it must not be given what could drive it. */
    public static boolean isOutput() {
        return holds("test -t 1");
    }

    /** Whether standard output is a pipe, or a socket, which the reader at the other end can close. */
    public static boolean isOutputPipe() {
        return holds("test -p /dev/fd/1 || test -S /dev/fd/1");
    }

    private static boolean holds(String condition) {
        try {
            return shell(condition).redirectOutput(Redirect.INHERIT).start().waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether colours are welcome: a terminal, and no {@code NO_COLOR} (see no-color.org). */
    public static boolean wantsColour() {
        String noColour = System.getenv("NO_COLOR");
        return (noColour == null || noColour.isEmpty()) && isInteractive();
    }

    /** The window's size, as far as it can be found out. */
    public static Optional<Size> size() {
        try (var answer = shell("stty size").start().getInputStream()) {
            Matcher size = STTY_SIZE.matcher(new String(answer.readAllBytes(), StandardCharsets.US_ASCII));
            return size.matches()
                    ? Optional.of(new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                    : Optional.empty();
        } catch (IOException noShell) {
            return Optional.empty();
        }
    }

    private static ProcessBuilder shell(String script) {
        return new ProcessBuilder("sh", "-c", script)
                .redirectInput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT);
    }
}
