"""The ledger: what unpopular work fell on whom over months, and what would have been fair."""
