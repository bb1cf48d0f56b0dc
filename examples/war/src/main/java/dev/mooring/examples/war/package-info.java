/** A chat as a web application: a page, a guarded server endpoint, and a client of a second service. */
package dev.mooring.examples.war;
