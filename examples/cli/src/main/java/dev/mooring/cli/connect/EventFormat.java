package dev.mooring.cli.connect;

/** How events are written to standard error. */
enum EventFormat {
    /** One JSON object a line, for programs. */
    JSON,
    /** One line of plain words, for people. */
    TEXT
}
