"""What closes the circle: departures and arrivals routed to their nouns, first run, background work, the demo."""
