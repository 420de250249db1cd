"""How many people each unit, shift and skill needs, as a distribution."""
