package dev.mooring.it.app;

/** A message as JSON-B knows it. */
public class Quote {

    public String symbol = "";
    public double price;
}
