package dev.mooring.server.session;

import jakarta.websocket.Endpoint;

/** The application's endpoint of one session, and what disposes of it. */
record BoundApplication(Endpoint endpoint, Runnable dispose) {}
