"""From the inputs and the forecast to the equipment problem, one part of it per file."""
