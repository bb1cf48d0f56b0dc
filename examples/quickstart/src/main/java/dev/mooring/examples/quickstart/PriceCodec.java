package dev.mooring.examples.quickstart;

import dev.mooring.websocket.JsonbCodec;

/** Prices as JSON. */
public class PriceCodec extends JsonbCodec<Price> {}
