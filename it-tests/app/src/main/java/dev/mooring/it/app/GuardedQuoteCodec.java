package dev.mooring.it.app;

import dev.mooring.server.json.GuardedJsonbCodec;

/** Quotes as JSON, for the server. */
public class GuardedQuoteCodec extends GuardedJsonbCodec<Quote> {}
