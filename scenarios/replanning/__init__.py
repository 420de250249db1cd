"""From what happened to a published week to the roster that follows."""
