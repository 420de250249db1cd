"""A workspace made from Malaysia's public hospital series: 16 states as sites of one network."""
