"""A generated hospital of any size, as a roster problem made by the product's own builder."""
