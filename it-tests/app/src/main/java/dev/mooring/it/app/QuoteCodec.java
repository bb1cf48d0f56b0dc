package dev.mooring.it.app;

import dev.mooring.websocket.JsonbCodec;

/** Quotes as JSON, for the client. */
public class QuoteCodec extends JsonbCodec<Quote> {}
