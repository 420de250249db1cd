"""The parts of a roster problem, each made from the inputs."""
