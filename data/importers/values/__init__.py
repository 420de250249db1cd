"""Text columns to typed columns. How a column is written is settled by the whole column, never value by value."""
