/** The container tests, the same on every server: what is tested runs in the server, the tests do not. */
package dev.mooring.it;
