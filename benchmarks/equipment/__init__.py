"""Equipment: growth with the number of sites, and a real network of ventilators week by week."""
