"""A new roster that changes as little as possible of the published one."""
