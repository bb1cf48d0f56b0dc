/** The application that the container tests deploy: the same file on every server. */
package dev.mooring.it.app;
