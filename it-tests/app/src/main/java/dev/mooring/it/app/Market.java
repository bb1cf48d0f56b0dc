package dev.mooring.it.app;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean for the server's endpoint. */
@ApplicationScoped
public class Market {

    public Quote move(Quote quote) {
        Quote moved = new Quote();
        moved.symbol = quote.symbol;
        moved.price = quote.price * 2;
        return moved;
    }
}
