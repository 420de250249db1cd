"""What-if: scenario files, their overlay on the inputs, evaluation and comparison."""
