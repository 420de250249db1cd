"""How many beds each unit opens on each day, against uncertain demand and the price of their staff."""
