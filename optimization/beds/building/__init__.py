"""From the inputs and the forecast to the beds problem, one part of it per file."""
