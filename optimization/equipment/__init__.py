"""Devices by unit and day: own stock, the shared pool, moves, maintenance and rental against uncertain demand."""
