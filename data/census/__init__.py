"""From stays to counts: tidy segments, hourly census, daily events."""
